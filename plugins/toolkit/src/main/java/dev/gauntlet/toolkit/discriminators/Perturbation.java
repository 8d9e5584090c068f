package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.TrainingStep;

/** Makes the perturbed images of a training step: an attack's, or noised ones. */
@FunctionalInterface
public interface Perturbation {
  /**
   * Perturbs a batch.
   *
   * @param classifier as it is at that step
   * @param batch images (B,C,H,W) in [0, 1] and labels (B)
   * @return (B,C,H,W) in [0, 1], in the batch's manager
   */
  NDArray make(Network classifier, ImageBatch batch, TrainingStep step);
}
