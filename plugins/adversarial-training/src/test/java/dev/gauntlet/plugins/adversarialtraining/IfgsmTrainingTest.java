package dev.gauntlet.plugins.adversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.Labels;
import java.util.List;
import java.util.Map;

class IfgsmTrainingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new IfgsmTraining();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs", 5,
        "batch_size", 16,
        "learning_rate", 0.01,
        "epsilon", 0.05,
        "attack_steps", 2,
        "radius_growth", 5);
  }

  @OnEachEngine
  void lossFalls(NDManager manager) {
    List<Double> losses = FirstStep.losses(manager, defense(), parameters());

    assertThat(losses.get(4)).isLessThan(losses.get(0) / 2);
  }

  @OnEachEngine
  void withoutARadiusMinimizesTheCrossEntropyOfCleanImages(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager, (logits, labels) -> Losses.crossEntropy(labels, 3).of(logits).mean());

    assertThat(FirstStep.loss(manager, defense(), Map.of("epsilon", 0)))
        .isCloseTo(expected, within(1e-4));
  }

  @OnEachEngine
  void mixesCleanImagesAndIfgsmExamples(NDManager manager) {
    assertThat(
            FirstStep.loss(
                manager,
                defense(),
                Map.of("epsilon", 0.1, "alpha", 0.3, "attack_steps", 3, "radius_growth", 0)))
        .isCloseTo(expected(manager, Labels.HARD), within(1e-4));
  }

  @OnEachEngine
  void softLabelsAreThoseOfTheExamplesToo(NDManager manager) {
    assertThat(
            FirstStep.loss(
                manager,
                defense(),
                Map.of(
                    "epsilon",
                    0.1,
                    "alpha",
                    0.3,
                    "attack_steps",
                    3,
                    "radius_growth",
                    0,
                    "labels",
                    "soft")))
        .isCloseTo(expected(manager, Labels.SOFT), within(1e-4));
  }

  private static double expected(NDManager manager, Labels labels) {
    return FirstStep.ofNetwork(
        manager,
        (network, batch) -> {
          LogitLoss loss = labels.crossEntropy(batch.labels(), 3);
          NDArray perturbed = WrittenOut.ifgsm(network, batch, loss, 3, 0.1f);
          return WrittenOut.mixed(network, batch, perturbed, loss, 0.3f);
        });
  }
}
