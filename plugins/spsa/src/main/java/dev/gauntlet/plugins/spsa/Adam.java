package dev.gauntlet.plugins.spsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Adam (Kingma and Ba, 2015) for an image: running averages of its gradient and of its square. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double TINY = 1e-8;

  private final double rate;
  private final NDArray mean;
  private final NDArray square;
  private int count;

  /** Starts at zero; the averages belong to {@code manager}. */
  Adam(NDManager manager, Shape shape, double rate) {
    this.rate = rate;
    this.mean = manager.zeros(shape);
    this.square = manager.zeros(shape);
  }

  /**
   * The next change of the image.
   *
   * @param gradient (1,C,H,W)
   * @param scope owns the result
   */
  NDArray step(NDArray gradient, NDManager scope) {
    count++;
    mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
    square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
    NDArray change = mean.mul(rate / (1 - Math.pow(BETA1, count)));
    change.attach(scope);
    NDArray spread = square.div(1 - Math.pow(BETA2, count));
    spread.attach(scope);
    return change.divi(spread.sqrt().addi(TINY));
  }
}
