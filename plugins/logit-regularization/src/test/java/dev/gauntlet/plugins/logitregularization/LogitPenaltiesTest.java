package dev.gauntlet.plugins.logitregularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.testkit.OnEachEngine;

/** Of (3, 4) and (0, 0) against (0, 0) and (0, 2): lengths 5 and 0, distances 5 and 2. */
class LogitPenaltiesTest {
  private static NDArray first(NDManager manager) {
    return manager.create(new float[] {3, 4, 0, 0}, new Shape(2, 2));
  }

  private static NDArray second(NDManager manager) {
    return manager.create(new float[] {0, 0, 0, 2}, new Shape(2, 2));
  }

  @OnEachEngine
  void areMeansOverTheBatch(NDManager manager) {
    NDArray first = first(manager);
    NDArray second = second(manager);

    assertThat(LogitPenalties.length(first).getFloat()).isCloseTo(2.5f, within(1e-5f));
    assertThat(LogitPenalties.distance(first, second).getFloat()).isCloseTo(3.5f, within(1e-5f));
    assertThat(LogitPenalties.squaredDistance(first, second).getFloat())
        .isCloseTo(14.5f, within(1e-5f));
  }
}
