package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import java.util.SplittableRandom;

/**
 * Compares a model's input gradient g with what the model itself does: along random directions v of
 * length 1, g·v against (L(x + hv) − L(x − hv)) / 2h.
 */
public final class FiniteDifferences {
  // Rounding of float32 losses grows with 1/h, the share of ReLU and max-pooling kinks between the
  // two points with h.
  private static final double STEP = 1e-3;
  private static final int DIRECTIONS = 8;

  private FiniteDifferences() {}

  /**
   * How far off the gradient is.
   *
   * @param images (N,C,H,W), float32
   * @return the root mean square of the disagreement over that of the slopes: 0 is perfect, an
   *     honest float32 gradient of a small network stays below 0.01
   */
  public static double error(Differentiable model, NDArray images, LogitLoss loss) {
    try (NDManager scope = images.getManager().newSubManager();
        InputGradient claimed = model.inputGradient(images, loss)) {
      Shape shape = images.getShape();
      int count = (int) shape.get(0);
      int each = (int) shape.size() / count;
      float[] gradient = claimed.gradient().toFloatArray();
      SplittableRandom random = new SplittableRandom(5);
      double wrong = 0;
      double slopes = 0;
      for (int d = 0; d < DIRECTIONS; d++) {
        float[] direction = directions(random, count, each);
        NDArray shift = scope.create(direction, shape).mul(STEP);
        float[] after = losses(model, scope, images, shift, loss);
        float[] before = losses(model, scope, images, shift.neg(), loss);
        for (int i = 0; i < count; i++) {
          double slope = ((double) after[i] - before[i]) / (2 * STEP);
          double expected = 0;
          for (int j = i * each; j < (i + 1) * each; j++) {
            expected += (double) gradient[j] * direction[j];
          }
          wrong += (slope - expected) * (slope - expected);
          slopes += slope * slope;
        }
      }
      return Math.sqrt(wrong / slopes);
    }
  }

  private static float[] losses(
      Differentiable model, NDManager scope, NDArray images, NDArray shift, LogitLoss loss) {
    NDArray moved = images.add(shift);
    moved.attach(scope);
    return loss.of(model.logits(moved)).toFloatArray();
  }

  private static float[] directions(SplittableRandom random, int count, int each) {
    float[] values = new float[count * each];
    for (int i = 0; i < count; i++) {
      double squares = 0;
      double[] direction = new double[each];
      for (int j = 0; j < each; j++) {
        direction[j] = random.nextDouble(-1, 1);
        squares += direction[j] * direction[j];
      }
      for (int j = 0; j < each; j++) {
        values[i * each + j] = (float) (direction[j] / Math.sqrt(squares));
      }
    }
    return values;
  }
}
