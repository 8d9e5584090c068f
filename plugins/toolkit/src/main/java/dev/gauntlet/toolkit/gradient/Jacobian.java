package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;

/**
 * The gradients of all logits: what JSMA and DeepFool decide by. It costs as many forward and
 * backward passes as there are classes.
 *
 * @param rows (N,K,C,H,W), float32: row k of an image is ∂z_k/∂x
 * @param logits (N,K), float32, at the images
 */
public record Jacobian(NDArray rows, NDArray logits) implements AutoCloseable {
  /**
   * Computes them.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @return attached to the manager of {@code images}
   */
  public static Jacobian of(Differentiable source, NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDList rows = new NDList();
      NDArray logits;
      do {
        InputGradient next = source.inputGradient(images, logit(rows.size()));
        next.gradient().attach(scope);
        next.logits().attach(scope);
        rows.add(next.gradient());
        logits = next.logits();
      } while (rows.size() < logits.getShape().get(1));
      NDArray all = NDArrays.stack(rows, 1);
      all.attach(caller);
      logits.attach(caller);
      return new Jacobian(all, logits);
    }
  }

  private static LogitLoss logit(int k) {
    return logits -> {
      int classes = (int) logits.getShape().get(1);
      float[] weights = new float[classes];
      weights[k] = 1;
      NDArray row = logits.getManager().create(weights, new Shape(1, classes));
      return logits.mul(row).sum(new int[] {1});
    };
  }

  @Override
  public void close() {
    rows.close();
    logits.close();
  }
}
