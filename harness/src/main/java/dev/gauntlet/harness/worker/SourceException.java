package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;

/** The model that an attack takes its gradients from failed; the cause says how. */
final class SourceException extends GauntletException {
  SourceException(Throwable cause) {
    super("the source failed: " + cause, cause);
  }
}
