package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/** A differentiable function of the logits, one value per image. */
@FunctionalInterface
public interface LogitLoss {
  /**
   * The losses of a batch.
   *
   * @param logits (N,K), float32
   * @return (N), float32: the loss of each image, built from {@code logits} by NDArray operations
   */
  NDArray of(NDArray logits);
}
