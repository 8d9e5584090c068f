package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.toolkit.batches.Rows;

/**
 * Where APGD is with each image of its batch; all (N,C,H,W).
 *
 * @param current x⁽ᵏ⁾
 * @param previous x⁽ᵏ⁻¹⁾
 * @param best the point with the highest loss so far
 * @param bestGradient the gradient there
 */
record Iterates(NDArray current, NDArray previous, NDArray best, NDArray bestGradient) {
  static Iterates at(NDArray start) {
    return new Iterates(start, start, start, start.zerosLike());
  }

  /** The same after the best points have changed where {@code improved}, (N,1,1,1), is 1. */
  Iterates improved(NDArray improved, NDArray gradient) {
    return new Iterates(
        current,
        previous,
        choose(improved, current, best),
        choose(improved, gradient, bestGradient));
  }

  /** The same back at the best points where {@code restart}, (N,1,1,1), is 1. */
  Iterates restarted(NDArray restart) {
    return new Iterates(choose(restart, best, current), previous, best, bestGradient);
  }

  Iterates movedTo(NDArray next) {
    return new Iterates(next, current, best, bestGradient);
  }

  Iterates select(int[] rows) {
    return new Iterates(
        Rows.select(current, rows),
        Rows.select(previous, rows),
        Rows.select(best, rows),
        Rows.select(bestGradient, rows));
  }

  void attach(NDManager manager) {
    current.attach(manager);
    previous.attach(manager);
    best.attach(manager);
    bestGradient.attach(manager);
  }

  /** Rows of {@code ones} where the mask is 1, of {@code zeros} where it is 0. */
  static NDArray choose(NDArray mask, NDArray ones, NDArray zeros) {
    return mask.mul(ones).add(mask.neg().add(1).mul(zeros));
  }
}
