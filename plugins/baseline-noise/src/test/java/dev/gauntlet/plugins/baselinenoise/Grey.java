package dev.gauntlet.plugins.baselinenoise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.testkit.TestAttackContext;
import java.util.List;
import java.util.Map;

/** Noise on large grey images, where the pixel range cuts nothing off. */
final class Grey {
  private static final float BRIGHTNESS = 0.5f;

  private Grey() {}

  /** The changes of 2 × 2,500 pixels. */
  static float[] noise(
      NDManager manager, Attack attack, Budget budget, Map<String, Object> parameters) {
    NDArray images = manager.full(new Shape(2, 1, 50, 50), BRIGHTNESS);
    TestAttackContext context =
        TestAttackContext.of(attack.descriptor(), List.of(), budget, List.of("a", "b"))
            .withParameters(parameters);
    return attack
        .perturb(context, images, manager.create(new long[] {0, 1}))
        .sub(BRIGHTNESS)
        .toFloatArray();
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
