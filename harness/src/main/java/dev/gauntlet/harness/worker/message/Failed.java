package dev.gauntlet.harness.worker.message;

/**
 * The plugin's code threw, or returned what it must not.
 *
 * @param error one line
 * @param trace where it happened, for whoever repairs it
 * @param fault whose code that was
 */
public record Failed(String error, String trace, Fault fault) implements Reply {
  public Failed {
    error = Brief.line(error);
    trace = Brief.trace(trace);
  }

  /** Whose code failed. */
  public enum Fault {
    /** The plugin that was asked. */
    METHOD,
    /** The model that an attack takes its gradients from. */
    SOURCE
  }
}
