package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/**
 * A model whose logits can be differentiated with respect to its input: evaluation mode, parameters
 * frozen. Plugins get one from the toolkit's {@code Network} rather than write their own: what an
 * engine's automatic differentiation returns in evaluation mode is not always the gradient.
 */
public interface Differentiable {
  /**
   * The logits of a batch.
   *
   * @param images (N,C,H,W), float32, in [0, 1]
   * @return (N,K), float32, attached to the manager of {@code images}
   */
  NDArray logits(NDArray images);

  /**
   * The gradient of a loss with respect to the images. The loss is summed over the batch, so that
   * each image's gradient does not depend on the others.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @param loss any differentiable function of the logits: cross-entropy, a margin, a single logit
   *     (a row of the Jacobian)
   * @return the gradient and the logits of the same forward pass, attached to the manager of {@code
   *     images}
   */
  InputGradient inputGradient(NDArray images, LogitLoss loss);
}
