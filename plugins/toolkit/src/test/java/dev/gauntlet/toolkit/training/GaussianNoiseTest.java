package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.OnEachEngine;
import java.util.List;

class GaussianNoiseTest {
  private static final TrainingStep STEP =
      new TrainingStep(0, 1, new Randomness(1, List.of("a", "b")));

  private static float[] noised(NDManager manager, double sigma, float brightness) {
    NDArray images = manager.full(new Shape(2, 1, 50, 50), brightness);
    ImageBatch batch = new ImageBatch(images, manager.create(new long[] {0, 1}));
    return new GaussianNoise(sigma).on(batch, STEP, "noise").toFloatArray();
  }

  // Half the pixel range is five deviations: nothing is cut off.
  @OnEachEngine
  void hasItsDeviation(NDManager manager) {
    double squares = 0;
    for (float value : noised(manager, 0.1, 0.5f)) {
      squares += (value - 0.5) * (value - 0.5);
    }

    // Four standard errors of 5,000 draws.
    assertThat(Math.sqrt(squares / 5000)).isCloseTo(0.1, within(4 * 0.1 / Math.sqrt(10_000)));
  }

  @OnEachEngine
  void staysInThePixelRange(NDManager manager) {
    int black = 0;
    for (float value : noised(manager, 0.5, 0)) {
      assertThat(value).isBetween(0f, 1f);
      black += value == 0 ? 1 : 0;
    }
    assertThat(black / 5000.0).isCloseTo(0.5, within(0.03));
  }
}
