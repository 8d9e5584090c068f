package dev.gauntlet.plugins.undefended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
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

  @OnEachEngine
  void softLabelsLeaveAQuarterToTheOtherClasses(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager,
            (logits, labels) -> {
              NDArray targets = labels.oneHot(3).mul(0.625f).add(0.125f);
              return logits.logSoftmax(1).mul(targets).sum(new int[] {1}).neg().mean();
            });

    assertThat(FirstStep.loss(manager, defense(), Map.of("labels", "soft")))
        .isCloseTo(expected, within(1e-4));
  }

  @OnEachEngine
  void lossFalls(NDManager manager) {
    List<Double> losses = FirstStep.losses(manager, defense(), parameters());

    assertThat(losses.get(4)).isLessThan(losses.get(0) / 2);
  }
}
