package dev.gauntlet.harness.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How numbers are written in findings and tables. */
final class Text {
  private Text() {}

  /** With two places, without the sign. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** With at most four digits that count. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
    return Math.abs(rounded.scale()) < 8
        ? rounded.toPlainString()
        : rounded.toString().replace('E', 'e');
  }
}
