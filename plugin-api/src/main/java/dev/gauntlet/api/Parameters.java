package dev.gauntlet.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of a method's parameters for one run: checked against its descriptor, complete with
 * defaults.
 */
public final class Parameters {
  private final Map<String, Object> values;

  private Parameters(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Checks given values and fills in the general defaults.
   *
   * @param declared what the method declares
   * @param given values by name, as a suite or the command line gives them
   * @throws ParameterException for a name that is not declared (the nearest declared one is
   *     suggested), a wrong type or a value outside its range
   */
  public static Parameters of(List<Parameter> declared, Map<String, ?> given) {
    return of(declared, given, Parameter::defaultValue);
  }

  /**
   * As {@link #of(List, Map)}, with the defaults for a data set.
   *
   * @param dataset the name that the defaults go by: for a part or a copy of another data set that
   *     one's
   */
  public static Parameters of(List<Parameter> declared, Map<String, ?> given, String dataset) {
    return of(declared, given, parameter -> parameter.defaultOn(dataset));
  }

  private static Parameters of(
      List<Parameter> declared, Map<String, ?> given, Function<Parameter, Object> defaults) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : declared) {
      Object value = given.get(parameter.name());
      values.put(
          parameter.name(), value == null ? defaults.apply(parameter) : parameter.check(value));
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw new ParameterException(unknown(name, declared));
      }
    }
    return new Parameters(values);
  }

  private static String unknown(String name, List<Parameter> declared) {
    List<String> names = declared.stream().map(Parameter::name).toList();
    String known =
        names.isEmpty()
            ? "it takes no parameters"
            : "known are " + names.stream().collect(Collectors.joining(", "));
    return "unknown parameter '"
        + name
        + "'"
        + Suggestion.nearest(name, names).map(s -> "; did you mean '" + s + "'?").orElse("")
        + " ("
        + known
        + ")";
  }

  /** A whole number. */
  public int integer(String name) {
    return Math.toIntExact(value(name, Long.class));
  }

  /** A real number. */
  public double number(String name) {
    return value(name, Double.class);
  }

  /** A real number in the images' own precision. */
  public float decimal(String name) {
    return (float) number(name);
  }

  /** A word. */
  public String text(String name) {
    return value(name, String.class);
  }

  /** True or false. */
  public boolean flag(String name) {
    return value(name, Boolean.class);
  }

  /** All values by name, in the order in which the method declares them. */
  public Map<String, Object> asMap() {
    return values;
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new ParameterException(
          "the plugin reads parameter '"
              + name
              + "' as "
              + type.getSimpleName()
              + ", but its descriptor "
              + (value == null
                  ? "does not declare it"
                  : "declares " + value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
