package dev.gauntlet.harness.suite;

import dev.gauntlet.api.GauntletException;

/** A suite that is missing, cannot be read, or asks for something that makes no sense. */
public final class SuiteException extends GauntletException {
  public SuiteException(String message) {
    super(message);
  }

  public SuiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
