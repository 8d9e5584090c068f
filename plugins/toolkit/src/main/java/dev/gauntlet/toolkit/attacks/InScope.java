package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/**
 * Runs an attack's algorithm in a scope of its own, so that nothing but its result outlives the
 * call.
 */
public final class InScope {
  private InScope() {}

  /**
   * Hands the algorithm a view of the images in a new scope and closes the scope.
   *
   * @param images (N,C,H,W); left unchanged
   * @param algorithm clean images → perturbed images, both (N,C,H,W)
   * @return what the algorithm returns, attached to the manager of {@code images}
   */
  public static NDArray run(NDArray images, UnaryOperator<NDArray> algorithm) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray clean = images.stopGradient();
      clean.attach(scope);
      NDArray perturbed = algorithm.apply(clean);
      perturbed.attach(caller);
      return perturbed;
    }
  }
}
