package dev.gauntlet.harness.plugins;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a plugin says of itself, before it is shown to anybody: there, not endless, and without
 * characters that a terminal obeys.
 */
final class Wording {
  static final int LONGEST_NAME = 64;
  static final int LONGEST_TITLE = 160;
  static final int LONGEST_TEXT = 4000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  private final String who;

  /**
   * @param who says it, for messages: the jar, or an attack of it
   */
  Wording(String who) {
    this.who = who;
  }

  /** A word that names something. */
  void name(String what, String name) {
    check(what, name, LONGEST_NAME, "");
    if (!NAME.matcher(name).matches()) {
      throw new PluginException(
          "%s has the %s '%s'; it may have letters, digits, '.', '_', '+' and '-'"
              .formatted(who, what, name));
    }
  }

  /** One line. */
  void title(String what, String title) {
    check(what, title, LONGEST_TITLE, "");
  }

  /** A few lines. */
  void text(String what, String text) {
    check(what, text, LONGEST_TEXT, "\n");
  }

  private void check(String what, String text, int longest, String allowed) {
    if (text == null) {
      throw new PluginException("%s has no %s; give it one".formatted(who, what));
    }
    if (text.length() > longest) {
      throw new PluginException(
          String.format(
              Locale.ROOT,
              "%s has a %s of %,d characters; at most %,d are allowed",
              who,
              what,
              text.length(),
              longest));
    }
    text.codePoints()
        .filter(letter -> Character.isISOControl(letter) && allowed.indexOf(letter) < 0)
        .findFirst()
        .ifPresent(
            letter -> {
              throw new PluginException(
                  String.format(
                      Locale.ROOT,
                      "%s has the control character U+%04X in its %s; remove it",
                      who,
                      letter,
                      what));
            });
  }
}
