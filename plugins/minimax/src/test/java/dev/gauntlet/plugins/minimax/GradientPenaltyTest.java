package dev.gauntlet.plugins.minimax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.testkit.OnEachEngine;

/** Lengths 3 and 4 of N = 2 images: the batch gradient has norm ½·√(3² + 4²) = 2.5. */
class GradientPenaltyTest {
  private static final int IMAGES = 2;
  private static final double EPSILON = 0.3;
  private static final double BATCH_NORM = 2.5;

  @OnEachEngine
  void normIsThatOfTheBatchGradient(NDManager manager) {
    NDArray penalty = GradientPenalty.named("norm").of(lengths(manager), EPSILON);

    assertThat((double) penalty.getFloat())
        .isCloseTo(EPSILON * IMAGES / 2 * BATCH_NORM, within(1e-6));
  }

  @OnEachEngine
  void squaredIsItsSquare(NDManager manager) {
    NDArray penalty = GradientPenalty.named("squared").of(lengths(manager), EPSILON);

    assertThat((double) penalty.getFloat())
        .isCloseTo(EPSILON * IMAGES / 2 * BATCH_NORM * BATCH_NORM, within(1e-6));
  }

  private static NDArray lengths(NDManager manager) {
    return manager.create(new float[] {3, 4});
  }
}
