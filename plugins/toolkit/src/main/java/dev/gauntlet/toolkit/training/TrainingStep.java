package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.Randomness;

/**
 * Where in a training a step is.
 *
 * @param number steps done before, from 0
 * @param total steps in all
 * @param random randomness for the images of this step's batch, different at every step
 */
public record TrainingStep(long number, long total, Randomness random) {
  /**
   * A value that grows from 0 in proportion to the steps and stays at 1 from step {@code length}
   * on.
   */
  public double ramp(long length) {
    return length <= 0 ? 1 : Math.min(1, (number + 1) / (double) length);
  }
}
