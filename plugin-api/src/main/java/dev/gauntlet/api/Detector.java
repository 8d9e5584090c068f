package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/** What a defense that rejects goes by: how adversarial it takes an image to be. */
public interface Detector {
  /**
   * Looks at a batch.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @return (N), float32, in [0, 1]: the larger, the more adversarial; attached to the manager of
   *     {@code images}
   */
  NDArray scores(NDArray images);

  /** The score above which the defense rejects an image, in [0, 1]. */
  double threshold();
}
