package dev.gauntlet.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One hyper-parameter of a method: its name, type, default and range. The default and the range
 * show in {@code harness plugins info}, in the results and on the method's page.
 *
 * @param name lower-case with underscores, as written in a suite
 * @param type what a value must be
 * @param defaultValue the value where nobody gives one; must itself be valid
 * @param datasetDefaults the default on some data sets, by their names, where it is another; valid
 *     too
 * @param minimum smallest value allowed, if there is one (numbers only)
 * @param maximum largest value allowed, if there is one (numbers only)
 * @param choices the only values allowed, or empty (text only)
 * @param description one sentence, with the unit and the paper's symbol
 */
public record Parameter(
    String name,
    Type type,
    Object defaultValue,
    Map<String, Object> datasetDefaults,
    OptionalDouble minimum,
    OptionalDouble maximum,
    List<String> choices,
    String description) {

  /** Beyond, a double does not tell one whole number from the next. */
  private static final double LARGEST_EXACT = 1L << 53;

  /** What a value must be. */
  public enum Type {
    INTEGER,
    NUMBER,
    TEXT,
    FLAG
  }

  /** A parameter with the same default on every data set. */
  public Parameter(
      String name,
      Type type,
      Object defaultValue,
      OptionalDouble minimum,
      OptionalDouble maximum,
      List<String> choices,
      String description) {
    this(name, type, defaultValue, Map.of(), minimum, maximum, choices, description);
  }

  public Parameter {
    if (name == null || !name.matches("[a-z][a-z0-9_]*")) {
      throw new ParameterException(
          "parameter name '" + name + "' must be lower-case letters, digits and underscores");
    }
    choices = List.copyOf(choices);
    if (description == null || description.isBlank()) {
      throw new ParameterException("parameter '" + name + "' needs a description");
    }
    defaultValue = parse(name, type, minimum, maximum, choices, defaultValue);
    Map<String, Object> parsed = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : datasetDefaults.entrySet()) {
      Identifiers.check("parameter '" + name + "', data set", entry.getKey());
      parsed.put(entry.getKey(), parse(name, type, minimum, maximum, choices, entry.getValue()));
    }
    datasetDefaults = Collections.unmodifiableMap(parsed);
  }

  /** A whole number between {@code minimum} and {@code maximum}, both allowed. */
  public static Parameter integer(
      String name, long defaultValue, long minimum, long maximum, String description) {
    return new Parameter(
        name,
        Type.INTEGER,
        defaultValue,
        OptionalDouble.of((double) minimum),
        OptionalDouble.of((double) maximum),
        List.of(),
        description);
  }

  /**
   * A real number between {@code minimum} and {@code maximum}, both allowed; a suite may write it
   * as a fraction.
   */
  public static Parameter number(
      String name, double defaultValue, double minimum, double maximum, String description) {
    return new Parameter(
        name,
        Type.NUMBER,
        defaultValue,
        OptionalDouble.of(minimum),
        OptionalDouble.of(maximum),
        List.of(),
        description);
  }

  /** One of the given words; the first is the default. */
  public static Parameter choice(String name, List<String> choices, String description) {
    if (choices.isEmpty()) {
      throw new ParameterException("parameter '" + name + "' offers no choice");
    }
    return new Parameter(
        name,
        Type.TEXT,
        choices.get(0),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        choices,
        description);
  }

  /** True or false. */
  public static Parameter flag(String name, boolean defaultValue, String description) {
    return new Parameter(
        name,
        Type.FLAG,
        defaultValue,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        description);
  }

  /**
   * The same parameter with another default on a data set, and on what is a part or a copy of it:
   * what is said of {@code mnist} holds for {@code mnist-mini}.
   *
   * @param dataset its name, as {@code harness datasets list} shows it
   * @param value the default there; text is read as the parameter's type, {@code "8/255"} included
   * @throws ParameterException if the value has the wrong type or lies outside the range
   */
  public Parameter on(String dataset, Object value) {
    Map<String, Object> defaults = new LinkedHashMap<>(datasetDefaults);
    defaults.put(dataset, value);
    return new Parameter(
        name, type, defaultValue, defaults, minimum, maximum, choices, description);
  }

  /** The default on a data set: its own, where there is one, else the general one. */
  public Object defaultOn(String dataset) {
    return datasetDefaults.getOrDefault(dataset, defaultValue);
  }

  /**
   * Checks a value as it came from a suite or the command line.
   *
   * @param value a {@link Number}, {@link Boolean} or text; text is read as the parameter's type,
   *     {@code "8/255"} included
   * @return a {@link Long}, {@link Double}, {@link String} or {@link Boolean}, by type
   * @throws ParameterException if the value has the wrong type or lies outside the range
   */
  public Object check(Object value) {
    return parse(name, type, minimum, maximum, choices, value);
  }

  /** The range or the choices in words, or empty where anything goes. */
  public Optional<String> range() {
    return range(type, minimum, maximum, choices);
  }

  private static Object parse(
      String name,
      Type type,
      OptionalDouble minimum,
      OptionalDouble maximum,
      List<String> choices,
      Object value) {
    Object parsed =
        switch (type) {
          case INTEGER -> integer(value);
          case NUMBER -> number(value);
          case FLAG -> flag(value);
          case TEXT ->
              value instanceof String text && (choices.isEmpty() || choices.contains(text))
                  ? text
                  : null;
        };
    boolean outside =
        parsed instanceof Number number
            && (number.doubleValue() < minimum.orElse(Double.NEGATIVE_INFINITY)
                || number.doubleValue() > maximum.orElse(Double.POSITIVE_INFINITY));
    if (parsed == null || outside) {
      throw new ParameterException(
          "parameter '"
              + name
              + "' must be "
              + type.name().toLowerCase(Locale.ROOT)
              + range(type, minimum, maximum, choices).map(r -> " " + r).orElse("")
              + ", got '"
              + value
              + "'"
              + hint(type, parsed, value));
    }
    return parsed;
  }

  private static String hint(Type type, Object parsed, Object value) {
    boolean numeric = type == Type.INTEGER || type == Type.NUMBER;
    return numeric && parsed == null && value instanceof String text
        ? Fraction.hint(text).map(hint -> "; " + hint).orElse("")
        : "";
  }

  private static Optional<String> range(
      Type type, OptionalDouble minimum, OptionalDouble maximum, List<String> choices) {
    if (!choices.isEmpty()) {
      return Optional.of("one of " + String.join(", ", choices));
    }
    if (minimum.isEmpty() && maximum.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("from " + bound(type, minimum) + " to " + bound(type, maximum));
  }

  private static String bound(Type type, OptionalDouble bound) {
    if (bound.isEmpty()) {
      return "any";
    }
    return type == Type.INTEGER
        ? Long.toString((long) bound.getAsDouble())
        : Double.toString(bound.getAsDouble());
  }

  private static Long integer(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    Double number = number(value);
    boolean exact =
        number != null && number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
    return exact ? Long.valueOf(number.longValue()) : null;
  }

  private static Double number(Object value) {
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? Double.valueOf(number.doubleValue()) : null;
    }
    return value instanceof String text ? Fraction.parse(text).orElse(null) : null;
  }

  private static Boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
  }
}
