package dev.gauntlet.harness.cli;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Suggestion;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants and lists as people write them. */
final class Words {
  private static final int LONGEST_DECIMAL = 8;

  private Words() {}

  /** The constant in lower case. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** For example {@code 1 task}, {@code 1,000 images}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** A parameter's default, and those on data sets where it is another. */
  static String defaults(Parameter parameter) {
    String general = value(parameter.defaultValue());
    String others =
        parameter.datasetDefaults().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(parameter.defaultValue()))
            .map(entry -> entry.getKey() + " " + value(entry.getValue()))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? general : general + " (" + others + ")";
  }

  /** A parameter's value; a number of 8-bit steps as the field writes it, for example 8/255. */
  private static String value(Object value) {
    String text = String.valueOf(value);
    boolean isLong = value instanceof Double && text.length() > LONGEST_DECIMAL;
    long steps = isLong ? Math.round(255 * (Double) value) : 0;
    return isLong && value.equals(steps / 255.0) ? steps + "/255" : text;
  }

  /** The end of an error about an unknown word: the nearest known one, and all of them. */
  static String known(String word, Collection<String> known) {
    return Suggestion.nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("")
        + " (known are "
        + (known.isEmpty() ? "none" : String.join(", ", known))
        + ")";
  }
}
