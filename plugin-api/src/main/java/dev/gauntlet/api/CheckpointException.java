package dev.gauntlet.api;

/** A checkpoint that is missing, unreadable, or does not fit the model it is restored into. */
public class CheckpointException extends GauntletException {
  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
