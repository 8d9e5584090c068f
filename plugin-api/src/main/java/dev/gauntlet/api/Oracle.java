package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/**
 * A source that can only be asked. Every image of every question is counted against the suite's
 * quota.
 */
public interface Oracle {
  /**
   * Asks about a batch.
   *
   * @param images (N,C,H,W), float32, in [0, 1]
   * @param positions which image of the batch handed to the attack each of the N is a variant of;
   *     it pays for it
   * @return (N,K) logits, float32, from {@link AttackContext#scores()}; (N) labels, int64, from
   *     {@link AttackContext#decisions()}; attached to the manager of {@code images}
   * @throws AccessException if an image's quota is spent; {@link #remaining} tells beforehand
   */
  NDArray ask(NDArray images, int[] positions);

  /** Questions left for the image at a position of the batch. */
  long remaining(int position);
}
