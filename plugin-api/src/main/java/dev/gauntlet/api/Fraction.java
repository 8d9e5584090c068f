package dev.gauntlet.api;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as the field writes them: {@code 0.3}, {@code 1e-3} or {@code 8/255}. Nothing else
 * is one: not what a programming language or a country's habit would add, such as {@code 0.3f},
 * {@code 0x1p-2}, {@code NaN} or {@code 0,3}.
 */
public final class Fraction {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]{1,400}\\.?[0-9]{0,400}|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE/].*)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+");
  private static final Pattern SUFFIX = Pattern.compile("(.*[0-9.])[fFdDlL]");
  private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX].*");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?\\.?(nan|inf|infinity|∞)", Pattern.CASE_INSENSITIVE);

  private Fraction() {}

  /**
   * Reads a decimal or a fraction of two. Spaces may stand around it and around its slash.
   *
   * @return the number; empty if the text has another form, is beyond the range of a double, or is
   *     so small that it would become 0
   */
  public static Optional<Double> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return decimal(text);
    }
    return decimal(text.substring(0, slash))
        .flatMap(
            above ->
                decimal(text.substring(slash + 1))
                    .map(below -> above / below)
                    .filter(value -> Double.isFinite(value) && (value != 0 || above == 0)));
  }

  /**
   * What to write instead of a text that {@link #parse} does not read, where its form tells.
   *
   * @return a clause for the end of a message, for example {@code write a decimal point: 0.3};
   *     empty for a number, too
   */
  public static Optional<String> hint(String text) {
    String bare = text.strip();
    if (parse(bare).isPresent()) {
      return Optional.empty();
    }
    if (THOUSANDS.matcher(bare).matches()) {
      return Optional.of(
          "write no comma: "
              + bare.replace(",", "")
              + ", or with a decimal point "
              + bare.replaceFirst(",", ".").replace(",", ""));
    }
    if (COMMA.matcher(bare).matches()) {
      return Optional.of("write a decimal point: " + bare.replace(',', '.'));
    }
    if (HEXADECIMAL.matcher(bare).matches()) {
      return Optional.of("write it in decimal digits");
    }
    if (NOT_FINITE.matcher(bare).matches()) {
      return Optional.of("it must be finite");
    }
    Matcher suffix = SUFFIX.matcher(bare);
    if (suffix.matches() && parse(suffix.group(1)).isPresent()) {
      return Optional.of("write no letter after it: " + suffix.group(1));
    }
    if (bare.endsWith("%") && parse(bare.substring(0, bare.length() - 1)).isPresent()) {
      return Optional.of("write a share as 0.3 or 30/100, not in percent");
    }
    if (bare.codePoints().anyMatch(c -> Character.isDigit(c) && (c < '0' || c > '9'))) {
      return Optional.of("write the digits 0 to 9");
    }
    String joined = bare.replaceAll("[\\s_'\u00a0\u202f]", "");
    if (!joined.equals(bare) && parse(joined).isPresent()) {
      return Optional.of("write nothing between the digits: " + joined);
    }
    return outOfRange(joined);
  }

  private static Optional<String> outOfRange(String text) {
    int slash = text.indexOf('/');
    String above = slash < 0 ? text : text.substring(0, slash);
    String below = slash < 0 ? "1" : text.substring(slash + 1);
    if (!DECIMAL.matcher(above).matches() || !DECIMAL.matcher(below).matches()) {
      return Optional.empty();
    }
    if (new BigDecimal(below).signum() == 0) {
      return Optional.of("it divides by 0");
    }
    boolean infinite =
        Double.isInfinite(Double.parseDouble(above))
            || Double.isInfinite(Double.parseDouble(above) / Double.parseDouble(below));
    return Optional.of(infinite ? "it is too large" : "it is too close to 0");
  }

  private static Optional<Double> decimal(String text) {
    String bare = text.strip();
    if (!DECIMAL.matcher(bare).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(bare);
    boolean vanished = value == 0 && new BigDecimal(bare).signum() != 0;
    return Double.isInfinite(value) || vanished ? Optional.empty() : Optional.of(value);
  }
}
