package dev.gauntlet.harness.cli;

import java.util.Locale;

/** Durations as people say them. */
final class Durations {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private Durations() {}

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String brief(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }
}
