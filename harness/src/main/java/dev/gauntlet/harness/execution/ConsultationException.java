package dev.gauntlet.harness.execution;

import dev.gauntlet.api.GauntletException;

/** A question that an attack asked of its source got no answer. */
final class ConsultationException extends GauntletException {
  private final Outcome.Failed outcome;

  ConsultationException(Outcome.Failed outcome) {
    super(outcome.error());
    this.outcome = outcome;
  }

  /** What that makes of the attack's batch. */
  Outcome.Failed outcome() {
    return outcome;
  }
}
