package dev.gauntlet.harness.suite;

import dev.gauntlet.api.GauntletException;

/** A suite that is missing, cannot be read, or asks for something that makes no sense. */
public final class SuiteException extends GauntletException {
  private final boolean located;

  public SuiteException(String message) {
    super(message);
    this.located = false;
  }

  public SuiteException(String message, Throwable cause) {
    super(message, cause);
    this.located = false;
  }

  /**
   * A problem at a known place.
   *
   * @param where the file and the line
   */
  SuiteException(String where, String problem) {
    super(where + ": " + problem);
    this.located = true;
  }

  /** Whether the message already says where. */
  boolean located() {
    return located;
  }
}
