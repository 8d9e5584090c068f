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

class CleanLogitSqueezingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new CleanLogitSqueezing();
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
  void withoutNoiseSqueezesTheLogitsOfCleanImages(NDManager manager) {
    double expected =
        FirstStep.expected(
            manager,
            (logits, labels) ->
                Losses.crossEntropy(labels, 3)
                    .of(logits)
                    .mean()
                    .add(logits.square().sum(new int[] {1}).sqrt().mean().mul(0.5f)));

    assertThat(FirstStep.loss(manager, defense(), Map.of("sigma", 0, "lambda", 0.5)))
        .isCloseTo(expected, within(1e-4));
  }

  // The lengths of the logits are √21 and √10.
  @OnEachEngine
  void addsTheLengthOfTheLogits(NDManager manager) {
    NDArray loss = CleanLogitSqueezing.squeezed(clean(manager), crossEntropy(manager), 0.1f);

    double length = (Math.sqrt(21) + Math.sqrt(10)) / 2;
    assertThat((double) loss.getFloat())
        .isCloseTo((2.1698460 + 0.0658839) / 2 + 0.1 * length, within(1e-5));
  }

  /** Logits of labels 1 and 2, with cross-entropies 2.1698460 and 0.0658881. */
  private static NDArray clean(NDManager manager) {
    return manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
  }

  private static LogitLoss crossEntropy(NDManager manager) {
    return Losses.crossEntropy(manager.create(new long[] {1, 2}), 3);
  }
}
