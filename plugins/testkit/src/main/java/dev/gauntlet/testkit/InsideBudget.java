package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;

/** What the harness demands of an attack's result. */
public final class InsideBudget {
  // What the harness lets pass as float32 arithmetic.
  private static final double LINF_TOLERANCE = 1e-6;
  private static final double L2_TOLERANCE = 1e-5;

  private InsideBudget() {}

  /**
   * Fails unless perturbed images have the clean ones' shape, pixels in [0, 1] and a distance
   * within the budget.
   *
   * @param clean (N,C,H,W)
   * @param perturbed what the attack made of them
   */
  public static void check(Budget budget, NDArray clean, NDArray perturbed) {
    assertThat(perturbed.getShape()).as("shape").isEqualTo(clean.getShape());
    assertThat(perturbed.getDataType()).as("type").isEqualTo(DataType.FLOAT32);
    float[] from = clean.toFloatArray();
    float[] to = perturbed.toFloatArray();
    for (float value : to) {
      assertThat(value)
          .as("a pixel, %s", budget)
          .isBetween((float) -LINF_TOLERANCE, (float) (1 + LINF_TOLERANCE));
    }
    Shape each = clean.getShape().slice(1);
    int values = Math.toIntExact(each.size());
    int pixels = values / Math.toIntExact(each.get(0));
    for (int image = 0; image < from.length / values; image++) {
      assertThat(distance(budget, from, to, image * values, values, pixels))
          .as("distance of image %d from the clean one, %s", image, budget)
          .isLessThanOrEqualTo(budget.epsilon());
    }
  }

  private static double distance(
      Budget budget, float[] from, float[] to, int start, int values, int pixels) {
    double largest = 0;
    double squares = 0;
    boolean[] changed = new boolean[pixels];
    for (int i = 0; i < values; i++) {
      double change = Math.abs((double) to[start + i] - from[start + i]);
      largest = Math.max(largest, change);
      squares += change * change;
      changed[i % pixels] |= change > 0;
    }
    return switch (budget.norm()) {
      case LINF -> largest - LINF_TOLERANCE;
      case L2 -> (Math.sqrt(squares) - L2_TOLERANCE) / (1 + L2_TOLERANCE);
      case L0 -> {
        int count = 0;
        for (boolean pixel : changed) {
          count += pixel ? 1 : 0;
        }
        yield count;
      }
    };
  }
}
