package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;

/** An attack and a source that cannot meet, through nobody's fault. */
final class InapplicableException extends GauntletException {
  InapplicableException(String message) {
    super(message);
  }
}
