package dev.gauntlet.harness.suite;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads whole numbers: the digits 0 to 9 and a sign, nothing that Java would take beside them. */
public final class WholeNumber {
  private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,25}");

  private WholeNumber() {}

  /**
   * Reads one.
   *
   * @return the number; empty if the text has another form, or is beyond the range of a long
   */
  public static OptionalLong parse(String text) {
    try {
      return FORM.matcher(text).matches()
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
