package dev.gauntlet.harness.isolation;

/**
 * What came of running a program.
 *
 * @param firstLine of what it printed
 * @param lastLine of what it printed
 */
record Trial(boolean succeeded, String firstLine, String lastLine) {
  static Trial of(boolean succeeded, String printed) {
    String text = printed.strip();
    return new Trial(
        succeeded, text.lines().findFirst().orElse(""), text.substring(text.lastIndexOf('\n') + 1));
  }
}
