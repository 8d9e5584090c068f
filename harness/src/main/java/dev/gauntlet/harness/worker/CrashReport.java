package dev.gauntlet.harness.worker;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM says on standard output, whatever it is told, when it crashes.
 *
 * @param cause for example {@code SIGSEGV (0xb) at pc=0x00007f7c}
 * @param text all of it
 */
record CrashReport(String cause, String text) {
  private static final String MARK = "#";
  private static final int MOST_LINES = 50;
  private static final Pattern CAUSE =
      Pattern.compile(
          "^#\\s+((SIG\\w+|Internal Error|Out of Memory).*?)(, pid=.*)?$", Pattern.MULTILINE);

  /**
   * Reads a report.
   *
   * @param first its first line
   * @param others the lines that follow; an empty one where there is none
   * @return empty if it is none
   */
  static Optional<CrashReport> read(String first, Supplier<String> others) {
    StringBuilder text = new StringBuilder();
    String line = first;
    for (int count = 0; line.startsWith(MARK) && count < MOST_LINES; count++) {
      text.append(line).append('\n');
      line = others.get();
    }
    Matcher cause = CAUSE.matcher(text);
    return cause.find()
        ? Optional.of(new CrashReport(cause.group(1), text.toString()))
        : Optional.empty();
  }
}
