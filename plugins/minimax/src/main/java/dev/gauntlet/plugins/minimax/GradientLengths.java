package dev.gauntlet.plugins.minimax;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.gradient.Network;

/**
 * The Euclidean length ‖∂L/∂x‖ of each image's loss gradient, in a form whose gradient with respect
 * to the network's parameters needs no second derivatives of the engine. Along the gradient's own
 * direction v the length is the slope of the loss, and with v held fixed it has the length's own
 * parameter gradient, because a unit vector's change is orthogonal to it:
 *
 * <p>‖∂L/∂x‖ = v·∂L/∂x ≈ (L(x + hv) − L(x − hv)) / 2h.
 *
 * <p>An exact second derivative would not see the edges of ReLU and max-pooling; the difference
 * sees those between the two points. Their number, not float32, decides how large h must be: the
 * plugin's README has the measurement.
 *
 * @param step h, the distance between the middle and either point, in [0, 1] pixel units
 */
record GradientLengths(double step) {
  // Where there is no gradient there is no direction: the shift is then 0, and so is the slope.
  private static final float TINY = 1e-12f;
  private static final int[] PIXELS = {1, 2, 3};

  /**
   * The way from each image to its two points: hv.
   *
   * @param images (N,C,H,W)
   * @return (N,C,H,W) in the manager of {@code images}
   */
  NDArray shift(Network network, NDArray images, LogitLoss loss) {
    try (InputGradient slope = network.inputGradient(images, loss)) {
      NDArray gradient = slope.gradient();
      NDArray length = gradient.square().sum(PIXELS, true).sqrt().add(TINY);
      return gradient.div(length).mul((float) step);
    }
  }

  /**
   * The lengths, for a loss that {@link Network#parameterGradients} records.
   *
   * @param shift of {@link #shift}
   * @param masks seed of both points' dropout: with different masks, their difference would be one
   *     of networks rather than of images, and 1/h times too large
   * @return (N)
   */
  NDArray of(Network network, NDArray images, NDArray shift, LogitLoss loss, int masks) {
    NDArray after = losses(network, images.add(shift), loss, masks);
    NDArray before = losses(network, images.sub(shift), loss, masks);
    return after.sub(before).div((float) (2 * step));
  }

  private static NDArray losses(Network network, NDArray images, LogitLoss loss, int masks) {
    network.manager().getEngine().setRandomSeed(masks);
    return loss.of(network.trainingLogits(images));
  }
}
