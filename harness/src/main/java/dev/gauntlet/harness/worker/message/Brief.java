package dev.gauntlet.harness.worker.message;

import java.util.Locale;

/** Text of a plugin that is shown in more than one place, and must not fill them. */
final class Brief {
  private static final int LONGEST = 2000;
  private static final int LONGEST_TRACE = 8 << 10;

  private Brief() {}

  /** A line or two. */
  static String line(String text) {
    return text(text, LONGEST);
  }

  /** A stack trace. */
  static String trace(String text) {
    return text(text, LONGEST_TRACE);
  }

  private static String text(String text, int longest) {
    return text == null || text.length() <= longest
        ? text
        : text.substring(0, longest)
            + String.format(Locale.ROOT, " … (cut: %,d characters)", text.length());
  }
}
