package dev.gauntlet.plugins.adversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Map;

class MixPgdTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new MixPgd();
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
  void withoutARadiusMinimizesTheCrossEntropyOfCleanImages(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager, (logits, labels) -> Losses.crossEntropy(labels, 3).of(logits).mean());

    assertThat(FirstStep.loss(manager, defense(), Map.of("epsilon", 0)))
        .isCloseTo(expected, within(1e-4));
  }
}
