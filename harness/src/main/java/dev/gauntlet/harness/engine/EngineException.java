package dev.gauntlet.harness.engine;

import dev.gauntlet.api.GauntletException;

/** No engine computes right on this machine, or none of those that may be used. */
public final class EngineException extends GauntletException {
  private static final long serialVersionUID = 1L;

  EngineException(String message) {
    super(message);
  }
}
