package dev.gauntlet.api;

/**
 * A training that cannot go on: the loss is not finite, the data are unusable, a needed checkpoint
 * does not fit.
 */
public class TrainingException extends GauntletException {
  public TrainingException(String message) {
    super(message);
  }
}
