package dev.gauntlet.harness.execution;

import dev.gauntlet.api.GauntletException;

/** A plugin returned something that cannot be scored; it costs the batch. */
final class OutputException extends GauntletException {
  OutputException(String message) {
    super(message);
  }

  OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
