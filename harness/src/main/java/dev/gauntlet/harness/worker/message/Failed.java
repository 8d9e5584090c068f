package dev.gauntlet.harness.worker.message;

/**
 * The plugin's code threw, or returned what it must not.
 *
 * @param error one line
 * @param fault whose code that was
 */
public record Failed(String error, Fault fault) implements Reply {
  /** Whose code failed. */
  public enum Fault {
    /** The plugin that was asked. */
    METHOD,
    /** The model that an attack takes its gradients from. */
    SOURCE
  }
}
