package dev.gauntlet.toolkit.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.OnEachEngine;
import org.junit.jupiter.api.Test;

class EightBitsTest {
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.1);

  // 0.1 is 25.5 levels: the first value rounds inside the budget, the second would round to 26.
  private static final float[] CLEAN = {0, 0, 1, Levels.value(100)};
  private static final float[] IMAGE = {20.4f / 255, 25.5f / 255, 230.6f / 255, 99.5f / 255};
  private static final float[] ROUNDED = {20f / 255, 25f / 255, 231f / 255, 100f / 255};

  @Test
  void roundsAnImageInsideTheBudget() {
    float[] image = IMAGE.clone();

    EightBits.round(BUDGET, CLEAN, image);

    assertThat(image).containsExactly(ROUNDED);
  }

  @OnEachEngine
  void roundsABatchAsItRoundsAnImage(NDManager manager) {
    Shape shape = new Shape(2, 1, 1, 4);
    NDArray clean = manager.create(twice(CLEAN), shape);
    NDArray images = manager.create(twice(IMAGE), shape);

    assertThat(EightBits.round(BUDGET, clean, images).toFloatArray())
        .containsExactly(twice(ROUNDED));
    // Whatever the budget.
    float[] nearest = {20f / 255, 26f / 255, 231f / 255, 100f / 255};
    assertThat(EightBits.nearest(images).toFloatArray())
        .containsExactly(twice(nearest), within(1e-7f));
  }

  private static float[] twice(float[] values) {
    float[] both = new float[2 * values.length];
    System.arraycopy(values, 0, both, 0, values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }
}
