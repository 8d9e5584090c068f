package dev.gauntlet.plugins.undefended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Map;

class UndefendedTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new Undefended();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs", 5,
        "batch_size", 16,
        "learning_rate", 0.01);
  }

  @OnEachEngine
  void minimizesTheCrossEntropyOfCleanImages(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager, (logits, labels) -> Losses.crossEntropy(labels, 3).of(logits).mean());

    assertThat(FirstStep.loss(manager, defense(), Map.of())).isCloseTo(expected, within(1e-4));
  }
}
