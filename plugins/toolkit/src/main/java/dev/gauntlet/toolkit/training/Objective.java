package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.function.Supplier;

/** What a training minimizes. */
@FunctionalInterface
public interface Objective {
  /**
   * Prepares one step: makes the perturbed images, for example, with the network as it is.
   * Everything it allocates lives in the batch's manager.
   *
   * @param batch images (B,C,H,W) in [0, 1] and labels (B)
   * @param step where in the training this is
   * @return builds the loss, a scalar, from {@link Network#trainingLogits}; recorded and
   *     differentiated by the caller
   */
  Supplier<NDArray> prepare(Network network, ImageBatch batch, TrainingStep step);
}
