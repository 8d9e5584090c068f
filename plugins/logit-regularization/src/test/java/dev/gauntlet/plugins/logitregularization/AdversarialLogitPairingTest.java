package dev.gauntlet.plugins.logitregularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Map;

class AdversarialLogitPairingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new AdversarialLogitPairing();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs", 5,
        "batch_size", 16,
        "learning_rate", 0.01,
        "epsilon", 0.05,
        "attack_steps", 2,
        "attack_step_size", 0.04,
        "radius_growth", 5);
  }

  @OnEachEngine
  void withoutARadiusThePairsAreEqual(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager, (logits, labels) -> Losses.crossEntropy(labels, 3).of(logits).mean());

    assertThat(FirstStep.loss(manager, defense(), Map.of("epsilon", 0, "lambda", 9)))
        .isCloseTo(expected, within(1e-4));
  }

  // ½CE + ½CE + λ·mean of ‖(1, 0, 0)‖² = 1 and ‖(0, 2, −2)‖² = 8.
  @OnEachEngine
  void addsTheSquaredDistanceOfTheLogits(NDManager manager) {
    NDArray loss =
        AdversarialLogitPairing.paired(
            clean(manager), attacked(manager), crossEntropy(manager), 0.1f);

    double mixed = (2.1698460 + 0.0658839 + 2.2395448 + 0.8619948) / 4;
    assertThat((double) loss.getFloat()).isCloseTo(mixed + 0.1 * 4.5, within(1e-5));
  }

  /**
   * Logits (1, 2, 4) and (0, −1, 3) of labels 1 and 2: cross-entropies 2.1698460 and 0.0658881.
   * After the attack (2, 2, 4) and (0, 1, 1): 2.2395448 and 0.8619948.
   */
  private static NDArray clean(NDManager manager) {
    return manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
  }

  private static NDArray attacked(NDManager manager) {
    return manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
  }

  private static LogitLoss crossEntropy(NDManager manager) {
    return Losses.crossEntropy(manager.create(new long[] {1, 2}), 3);
  }
}
