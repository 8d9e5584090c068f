package dev.gauntlet.plugins.adversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.training.Labels;

/**
 * Logits (1, 2, 4) and (0, −1, 3) of labels 1 and 2: cross-entropies 2.1698460 and 0.0658839 with
 * hard labels, 2.0448460 and 0.9408839 with soft ones (less a weighted logit of 2.125 each). After
 * the attack (2, 2, 4) and (0, 1, 1): 2.2395448 and 0.8619948; 1.9895448 and 0.9869948 (2.25 and
 * 0.875).
 */
class MixedObjectiveTest {
  @OnEachEngine
  void weighsCleanAndAttackedImagesAlike(NDManager manager) {
    double clean = (2.1698460 + 0.0658839) / 2;
    double attacked = (2.2395448 + 0.8619948) / 2;

    assertThat(mixed(manager, Labels.HARD, 0.5f)).isCloseTo(clean / 2 + attacked / 2, within(1e-5));
  }

  @OnEachEngine
  void alphaIsTheWeightOfTheCleanImages(NDManager manager) {
    double clean = (2.1698460 + 0.0658839) / 2;
    double attacked = (2.2395448 + 0.8619948) / 2;

    assertThat(mixed(manager, Labels.HARD, 0.2f))
        .isCloseTo(0.2 * clean + 0.8 * attacked, within(1e-5));
    assertThat(mixed(manager, Labels.HARD, 0)).isCloseTo(attacked, within(1e-5));
    assertThat(mixed(manager, Labels.HARD, 1)).isCloseTo(clean, within(1e-5));
  }

  @OnEachEngine
  void softLabelsCountForBothTerms(NDManager manager) {
    double clean = (2.0448460 + 0.9408839) / 2;
    double attacked = (1.9895448 + 0.9869948) / 2;

    assertThat(mixed(manager, Labels.SOFT, 0.2f))
        .isCloseTo(0.2 * clean + 0.8 * attacked, within(1e-5));
  }

  private static double mixed(NDManager manager, Labels labels, float alpha) {
    NDArray clean = manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
    NDArray attacked = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
    return MixedObjective.mixed(
            clean, attacked, labels.crossEntropy(manager.create(new long[] {1, 2}), 3), alpha)
        .getFloat();
  }
}
