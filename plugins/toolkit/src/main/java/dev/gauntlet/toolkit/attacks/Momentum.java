package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.toolkit.batches.Rows;

/**
 * The direction of a climb's steps: g ← μ·g + ∇/‖∇‖₁, each image's gradient on its own; the
 * gradient as it is where μ is 0.
 */
final class Momentum implements AutoCloseable {
  private static final float TINY = 1e-12f;

  private final double mu;
  private final NDManager manager;
  private NDArray sum;

  /** What is kept from step to step belongs to {@code manager}, until closed. */
  Momentum(double mu, NDManager manager) {
    this.mu = mu;
    this.manager = manager;
  }

  /**
   * The direction after one more gradient.
   *
   * @param gradient (N,C,H,W)
   * @return (N,C,H,W), in the manager of {@code gradient}
   */
  NDArray after(NDArray gradient) {
    if (mu == 0) {
      return gradient;
    }
    NDArray unit = gradient.div(gradient.abs().sum(new int[] {1, 2, 3}, true).maximum(TINY));
    NDArray next = sum == null ? unit : unit.addi(sum.muli(mu));
    close();
    sum = next.stopGradient();
    sum.attach(manager);
    return next;
  }

  /** Goes on with some of the images. */
  void select(int[] rows) {
    if (sum != null) {
      try (NDArray larger = sum) {
        sum = Rows.select(larger, rows);
      }
    }
  }

  @Override
  public void close() {
    if (sum != null) {
      sum.close();
    }
  }
}
