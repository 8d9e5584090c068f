package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;

/** A worker that gave no proper answer. It is of no more use and must be closed. */
public final class WorkerException extends GauntletException {
  /** How it failed. */
  public enum Reason {
    /** Its process ended. */
    DIED,
    /** It did not answer in time. */
    TIMED_OUT,
    /** It used more memory than it may. */
    OUT_OF_MEMORY,
    /** Its plugins started more processes than they may. */
    TOO_MANY_PROCESSES,
    /** Its plugins wrote more than they may. */
    TOO_MUCH_OUTPUT,
    /** It answered with something that is no reply. */
    RUBBISH
  }

  private final Reason reason;
  private final String log;

  WorkerException(Reason reason, String message, String log) {
    super(message);
    this.reason = reason;
    this.log = log;
  }

  /** How it failed. */
  public Reason reason() {
    return reason;
  }

  /** The last lines that it or its plugins printed. */
  public String log() {
    return log;
  }
}
