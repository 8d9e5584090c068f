package dev.gauntlet.harness.execution;

import dev.gauntlet.api.GauntletException;

/** A defense that cannot be examined: it does not show what is asked for, or its code failed. */
public final class ExaminationException extends GauntletException {
  ExaminationException(String message) {
    super(message);
  }
}
