package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.testkit.OnEachEngine;

class AdamTest {
  private static final Shape SHAPE = new Shape(2, 1, 1, 1);

  // By hand: m = 0.1·g, then 0.9·m + 0.1·g; v likewise with 0.001; both divided by 1 − βᵗ.
  @OnEachEngine
  void takesTheStepsOfThePaper(NDManager manager) {
    Adam adam = new Adam(0.1, manager, SHAPE);

    float[] first = adam.step(column(manager, 3, -0.5f)).toFloatArray();
    float[] second = adam.step(column(manager, 1, -0.5f)).toFloatArray();

    assertThat(first).containsExactly(new float[] {0.1f, -0.1f}, within(1e-5f));
    double mean = (0.9 * 0.3 + 0.1) / (1 - 0.81);
    double square = (0.999 * 0.009 + 0.001) / (1 - 0.999 * 0.999);
    assertThat((double) second[0]).isCloseTo(0.1 * mean / Math.sqrt(square), within(1e-5));
    assertThat(second[1]).isCloseTo(-0.1f, within(1e-5f));
  }

  @OnEachEngine
  void restartsSomeImagesOnly(NDManager manager) {
    Adam adam = new Adam(0.1, manager, SHAPE);
    adam.step(column(manager, 3, 3));
    adam.restart(new int[] {1});

    float[] step = adam.step(column(manager, 1, 1)).toFloatArray();

    assertThat(step[0]).isGreaterThan(0.07f).isLessThan(0.099f);
    assertThat(step[1]).isCloseTo(0.1f, within(1e-5f));
  }

  @OnEachEngine
  void goesOnWithTheImagesThatStay(NDManager manager) {
    Adam whole = new Adam(0.1, manager, SHAPE);
    Adam part = new Adam(0.1, manager, SHAPE);
    whole.step(column(manager, 3, -2));
    part.step(column(manager, 3, -2));
    part.select(new int[] {1});

    assertThat(part.step(column(manager, 5)).toFloatArray()[0])
        .isEqualTo(whole.step(column(manager, 1, 5)).toFloatArray()[1]);
  }

  private static NDArray column(NDManager manager, float... values) {
    return manager.create(values, new Shape(values.length, 1, 1, 1));
  }
}
