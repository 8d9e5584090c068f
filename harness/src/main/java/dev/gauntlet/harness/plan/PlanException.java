package dev.gauntlet.harness.plan;

import dev.gauntlet.api.GauntletException;

/** A suite that the installed plugins and data cannot carry out. */
public final class PlanException extends GauntletException {
  public PlanException(String message) {
    super(message);
  }
}
