package dev.gauntlet.plugins.logitregularization;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.toolkit.training.TrainingStep;

/**
 * The noised images that CLP and CLS train on instead of an attack's.
 *
 * @param sigma standard deviation, in [0, 1] pixel units
 */
record GaussianNoise(double sigma) {
  static final String SIGMA = "sigma";

  static Parameter parameter() {
    return Parameter.number(
        SIGMA, 0.5, 0, 10, "standard deviation σ of the training noise, in [0, 1] pixel units");
  }

  /** (B,C,H,W) in [0, 1], in the batch's manager. */
  NDArray on(ImageBatch batch, TrainingStep step, String purpose) {
    NDArray images = batch.images();
    return step.random()
        .gaussian(images.getManager(), purpose, images.getShape().slice(1))
        .muli(sigma)
        .addi(images)
        .clip(0, 1);
  }
}
