package dev.gauntlet.harness.cli;

/** What the process tells whoever started it. */
final class ExitCodes {
  /** Everything was computed. */
  static final int OK = 0;

  /** Some cells failed; the rest is published. */
  static final int SOME_FAILED = 1;

  /** Wrong usage or configuration: nothing was computed. Or what was to be printed is lost. */
  static final int WRONG = 2;

  private ExitCodes() {}
}
