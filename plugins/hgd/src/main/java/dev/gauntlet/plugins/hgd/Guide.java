package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;

/** What tells a denoiser how good its images are (HGD paper, sections 3.1 and 3.2). */
enum Guide {
  /** The clean image: ‖x − D(x̂)‖₁. */
  PIXELS,
  /** What the target's topmost convolution makes of it: ‖f(D(x̂)) − f(x)‖₁. */
  FEATURES,
  /** The target's logits: ‖z(D(x̂)) − z(x)‖₁. */
  LOGITS,
  /** The true label: the target's cross-entropy on D(x̂). */
  LABELS;

  /**
   * The L1 norm of what differs, averaged over the images.
   *
   * @param actual (N, …)
   * @param expected (N, …)
   * @return a scalar
   */
  static NDArray distance(NDArray actual, NDArray expected) {
    return actual.sub(expected).abs().sum().div(actual.getShape().get(0));
  }
}
