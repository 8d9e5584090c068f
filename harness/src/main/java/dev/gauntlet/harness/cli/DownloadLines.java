package dev.gauntlet.harness.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Says how downloads go on, a line per tenth of each file. */
final class DownloadLines {
  private static final double MEGABYTE = 1e6;

  private final PrintWriter err;
  private final Map<String, Long> tenths = new HashMap<>();

  DownloadLines(PrintWriter err) {
    this.err = err;
  }

  /**
   * @param total -1 while unknown
   */
  void advanced(String file, long bytes, long total) {
    long tenth = total <= 0 ? 0 : bytes * 10 / total;
    Long before = tenths.put(file, tenth);
    if (before == null || before != tenth) {
      String size = total <= 0 ? "" : String.format(Locale.ROOT, " of %.1f", total / MEGABYTE);
      err.println(String.format(Locale.ROOT, "%s: %.1f%s MB", file, bytes / MEGABYTE, size));
    }
  }
}
