package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.ImageBatch;

/** What a training does with one batch: one descent, or a game of several networks. */
@FunctionalInterface
public interface Step {
  /**
   * Changes the networks.
   *
   * @param batch images (B,C,H,W) in [0, 1] and labels (B), in a scope of this step's own
   * @param position where in the training this is
   * @param learningRate the schedule's at this step
   * @return the loss, for the curve
   */
  double take(ImageBatch batch, TrainingStep position, double learningRate);
}
