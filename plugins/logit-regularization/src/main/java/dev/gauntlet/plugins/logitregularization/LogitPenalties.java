package dev.gauntlet.plugins.logitregularization;

import ai.djl.ndarray.NDArray;

/** The three penalties of this family, each averaged over the batch. */
final class LogitPenalties {
  // The Euclidean norm has no gradient at 0, where two equal logit vectors would put it.
  private static final float SMOOTH = 1e-12f;

  private LogitPenalties() {}

  /** ‖z₁ − z₂‖₂² per image, averaged. */
  static NDArray squaredDistance(NDArray first, NDArray second) {
    return first.sub(second).square().sum(new int[] {1}).mean();
  }

  /** ‖z₁ − z₂‖₂ per image, averaged. */
  static NDArray distance(NDArray first, NDArray second) {
    return length(first.sub(second));
  }

  /** ‖z‖₂ per image, averaged. */
  static NDArray length(NDArray logits) {
    return logits.square().sum(new int[] {1}).add(SMOOTH).sqrt().mean();
  }
}
