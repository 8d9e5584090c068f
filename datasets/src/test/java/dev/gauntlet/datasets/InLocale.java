package dev.gauntlet.datasets;

import java.util.Locale;

/** Runs code on a machine of another language. */
final class InLocale {
  private InLocale() {}

  /**
   * Runs {@code body} with another default locale.
   *
   * @param tag of a language and a country, such as {@code fa-IR}
   */
  static void run(String tag, Runnable body) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      body.run();
    } finally {
      Locale.setDefault(before);
    }
  }
}
