package dev.gauntlet.plugins.e2sad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;

/**
 * Soft labels 1 and 2. Clean logits (1, 2, 4) and (0, −1, 3): J 2.0448460 and 0.9408839. First
 * examples (2, 2, 4) and (0, 1, 1): 1.9895448 and 0.9869948, probabilities (0.1065070, 0.1065070,
 * 0.7869860) and (0.1553624, 0.4223188, 0.4223188). Second ones (0, 1, 2) and (3, 0, 0): their
 * cross-entropies with these are 0.7271270 and 2.6288357.
 */
class TwoStepObjectiveTest {
  private static final double CLEAN = (2.0448460 + 0.9408839) / 2;
  private static final double FIRST = (1.9895448 + 0.9869948) / 2;
  private static final double DISSIMILARITY = (0.7271270 + 2.6288357) / 2;

  @OnEachEngine
  void weighsTheThreeTerms(NDManager manager) {
    assertThat(total(manager, 0.2f, 0)).isCloseTo(0.2 * CLEAN + 0.8 * FIRST, within(1e-5));
    assertThat(total(manager, 1, 0.1f)).isCloseTo(CLEAN + 0.1 * DISSIMILARITY, within(1e-5));
    assertThat(total(manager, 0.2f, 0.3f))
        .isCloseTo(0.2 * CLEAN + 0.8 * FIRST + 0.3 * DISSIMILARITY, within(1e-5));
  }

  // At equal logits (z, 0, 0) the dissimilarity is their entropy: only together do the slopes of
  // both distributions make its own, −p₁·(log p₁ + H) for z.
  @OnEachEngine
  void dissimilarityMovesWithBothDistributions(NDManager manager) {
    try (Network identity =
        new Network(manager, Linear.builder().setUnits(3).build(), new Shape(3), 0)) {
      identity.parameters().get(0).getValue().getArray().set(new float[9]);
      identity.parameters().get(1).getValue().getArray().set(new float[] {1, 0, 0});
      NDArray nothing = manager.zeros(new Shape(1, 3));
      TwoStepObjective objective = objective(0.2f, 1);

      identity.parameterGradients(
          () -> {
            NDArray logits = identity.trainingLogits(nothing);
            return objective.total(z -> z.sum(new int[] {1}).mul(0), logits, logits, logits);
          });

      double sum = Math.E + 2;
      double p = Math.E / sum;
      double entropy = -p * Math.log(p) - 2 / sum * Math.log(1 / sum);
      try (NDArray slope = identity.parameters().get(1).getValue().getArray().getGradient()) {
        assertThat((double) slope.getFloat(0))
            .isCloseTo(-p * (Math.log(p) + entropy), within(1e-5));
      }
    }
  }

  private static double total(NDManager manager, float alpha, float lambda) {
    NDArray clean = manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
    NDArray one = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
    NDArray two = manager.create(new float[] {0, 1, 2, 3, 0, 0}, new Shape(2, 3));
    return objective(alpha, lambda)
        .total(Labels.SOFT.crossEntropy(manager.create(new long[] {1, 2}), 3), clean, one, two)
        .getFloat();
  }

  private static TwoStepObjective objective(float alpha, float lambda) {
    return new TwoStepObjective(
        new IfgsmExamples(0.3, 1, 0, Labels.SOFT), SecondStep.ENTROPY, 0.1, alpha, lambda, 3);
  }
}
