package dev.gauntlet.harness.isolation;

import dev.gauntlet.api.GauntletException;

/** An isolation that was asked for is not to be had here. */
public final class IsolationException extends GauntletException {
  IsolationException(String message) {
    super(message);
  }

  IsolationException(String message, Throwable cause) {
    super(message, cause);
  }
}
