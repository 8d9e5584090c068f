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
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.Map;

class CleanLogitPairingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new CleanLogitPairing();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs", 5,
        "batch_size", 16,
        "learning_rate", 0.01,
        "sigma", 0.1,
        "lambda", 0.05);
  }

  @OnEachEngine
  void withoutNoiseAndPairingCountsEveryImageTwiceInTheMean(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager, (logits, labels) -> Losses.crossEntropy(labels, 3).of(logits).mean().mul(2));

    assertThat(FirstStep.loss(manager, defense(), Map.of("sigma", 0, "lambda", 0)))
        .isCloseTo(expected, within(1e-4));
  }

  // One pair: CE + CE + λ·‖(1, 3, 1)‖.
  @OnEachEngine
  void addsTheDistanceOfThePairsLogits(NDManager manager) {
    NDArray loss = CleanLogitPairing.pairLoss(clean(manager), crossEntropy(manager), 0.1f);

    assertThat((double) loss.getFloat())
        .isCloseTo(2.1698460 + 0.0658839 + 0.1 * Math.sqrt(11), within(1e-5));
  }

  // ‖z‖ has no slope at 0; two equal logit vectors must not turn the gradient into NaN.
  @OnEachEngine
  void staysDifferentiableWhereAPairIsEqual(NDManager manager) {
    try (Network network = Classifier.untrained(TestTrainingContext.model(manager, "d1", 1))) {
      NDArray images = manager.ones(new Shape(2, 1, 8, 8)).mul(0.5f);
      LogitLoss loss = crossEntropy(manager);

      network.parameterGradients(
          () -> CleanLogitPairing.pairLoss(network.trainingLogits(images), loss, 0.5f));

      NDArray bias = network.parameters().get(5).getValue().getArray();
      for (float slope : bias.getGradient().toFloatArray()) {
        assertThat(slope).isFinite();
      }
    }
  }

  /** Logits of labels 1 and 2, with cross-entropies 2.1698460 and 0.0658881. */
  private static NDArray clean(NDManager manager) {
    return manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
  }

  private static LogitLoss crossEntropy(NDManager manager) {
    return Losses.crossEntropy(manager.create(new long[] {1, 2}), 3);
  }
}
