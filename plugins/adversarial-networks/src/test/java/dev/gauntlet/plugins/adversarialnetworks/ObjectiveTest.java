package dev.gauntlet.plugins.adversarialnetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;

/**
 * Of labels 1 and 2: clean logits (1, 2, 4) and (0, −1, 3), cross-entropies 2.1698460 and
 * 0.0658839; perturbed (2, 2, 4) and (0, 1, 1), 2.2395448 and 0.8619948; ahead (0, 0, 0) twice, ln
 * 3 = 1.0986123.
 */
class ObjectiveTest {
  private static final double CLEAN = (2.1698460 + 0.0658839) / 2;
  private static final double ATTACKED = (2.2395448 + 0.8619948) / 2;
  private static final double AHEAD = 1.0986123;

  @OnEachEngine
  void withoutRegularizationWeighsThePerturbedImagesWithLambda(NDManager manager) {
    assertThat(value(manager, new Objective(1, 0, 0.1))).isCloseTo(CLEAN + ATTACKED, within(1e-5));
    assertThat(value(manager, new Objective(0.3, 0, 0.1)))
        .isCloseTo(CLEAN + 0.3 * ATTACKED, within(1e-5));
  }

  @OnEachEngine
  void addsGammaTimesTheDifferenceQuotientOfThePerturbedImages(NDManager manager) {
    assertThat(value(manager, new Objective(0.3, 0.01, 0.002)))
        .isCloseTo(CLEAN + 0.3 * ATTACKED + 0.01 * 0.3 * (AHEAD - ATTACKED) / 0.002, within(1e-5));
  }

  private static double value(NDManager manager, Objective objective) {
    NDArray clean = manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
    NDArray attacked = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
    NDArray ahead = manager.zeros(new Shape(2, 3));
    return objective
        .of(Losses.crossEntropy(manager.create(new long[] {1, 2}), 3), clean, attacked, ahead)
        .getFloat();
  }
}
