package dev.gauntlet.toolkit.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.gradient.Network;

/**
 * Two images, logits (1, 2, 4) and (0, −1, 3), labels 1 and 2. The sums of exponentials are
 * 64.7054859 and 21.4534163, their logarithms 4.1698460 and 3.0658839.
 */
class LossesTest {
  private static NDArray logits(NDManager manager) {
    return manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
  }

  private static NDArray labels(NDManager manager) {
    return manager.create(new long[] {1, 2});
  }

  private static void assertLosses(LogitLoss loss, NDManager manager, double... expected) {
    NDArray losses = loss.of(logits(manager));
    assertThat(losses.getShape()).isEqualTo(new Shape(2));
    float[] values = losses.toFloatArray();
    for (int i = 0; i < 2; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @OnEachEngine
  void crossEntropyIsTheLogarithmOfTheSumLessTheLabelsLogit(NDManager manager) {
    assertLosses(Losses.crossEntropy(labels(manager), 3), manager, 4.1698460 - 2, 3.0658839 - 3);
  }

  // 0.75 on the label and 0.125 on each other: logsumexp − 0.125·1 − 0.75·2 − 0.125·4, and so on.
  @OnEachEngine
  void smoothedTargetsSpreadWhatTheLabelLeaves(NDManager manager) {
    NDArray targets = Losses.smoothed(labels(manager), 3, 0.75);

    assertThat(targets.toFloatArray()).containsExactly(.125f, .75f, .125f, .125f, .125f, .75f);
    assertLosses(Losses.crossEntropy(targets), manager, 4.1698460 - 2.125, 3.0658839 - 2.125);
  }

  // After the attack (2, 2, 4) and (0, 1, 1): 2.2395448 and 0.8619948.
  @OnEachEngine
  void mixedWeighsCleanImagesWithAlphaAndAttackedOnesWithTheRest(NDManager manager) {
    NDArray attacked = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
    LogitLoss loss = Losses.crossEntropy(labels(manager), 3);
    double ofClean = (2.1698460 + 0.0658839) / 2;
    double ofAttacked = (2.2395448 + 0.8619948) / 2;

    for (float alpha : new float[] {0, 0.2f, 1}) {
      assertThat((double) Losses.mixed(loss, logits(manager), attacked, alpha).getFloat())
          .isCloseTo(alpha * ofClean + (1 - alpha) * ofAttacked, within(1e-5));
    }
  }

  // Less a weighted logit of 2.125 each; after the attack, of 2.25 and 0.875.
  @OnEachEngine
  void mixedTakesAnyTargetsForBothTerms(NDManager manager) {
    NDArray attacked = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
    LogitLoss loss = Losses.crossEntropy(Losses.smoothed(labels(manager), 3, 0.75));
    double ofClean = (2.0448460 + 0.9408839) / 2;
    double ofAttacked = (1.9895448 + 0.9869948) / 2;

    assertThat((double) Losses.mixed(loss, logits(manager), attacked, 0.2f).getFloat())
        .isCloseTo(0.2 * ofClean + 0.8 * ofAttacked, within(1e-5));
  }

  @OnEachEngine
  void crossEntropyStaysFiniteFarFromZero(NDManager manager) {
    NDArray far = manager.create(new float[] {500, -500, 0}, new Shape(1, 3));

    assertThat(Losses.crossEntropy(manager.create(new long[] {1}), 3).of(far).toFloatArray())
        .containsExactly(1000f);
  }

  @OnEachEngine
  void marginIsTheBestOtherLogitLessTheLabels(NDManager manager) {
    assertLosses(Losses.margin(labels(manager), 3), manager, 4 - 2, 0 - 3);
  }

  // −(2 − 4)/(4 − 1) and −(3 − 0)/(3 + 1).
  @OnEachEngine
  void dlrIsTheMarginOverTheSpreadOfTheFirstThree(NDManager manager) {
    assertLosses(Losses.dlr(labels(manager), 3), manager, 2 / 3., -3 / 4.);
  }

  // Sorted: 7, 4, 2, 1, −5; from label 1 (logit 4) to target 3 (logit 1): −(4 − 1)/(7 − 1.5).
  @OnEachEngine
  void targetedDlrIsTheWayToTheTargetOverTheSpreadOfTheFirstFour(NDManager manager) {
    NDArray logits = manager.create(new float[] {2, 4, 7, 1, -5}, new Shape(1, 5));

    NDArray loss =
        Losses.targetedDlr(manager.create(new long[] {1}), manager.create(new long[] {3}), 5)
            .of(logits);

    assertThat(loss.toFloatArray()).containsExactly(new float[] {-3 / 5.5f}, within(1e-6f));
  }

  @OnEachEngine
  void dlrDoesNotChangeWithTheScaleOfTheLogits(NDManager manager) {
    NDArray first = Losses.dlr(labels(manager), 3).of(logits(manager));
    NDArray scaled = Losses.dlr(labels(manager), 3).of(logits(manager).mul(50));

    assertThat(scaled.toFloatArray()).containsExactly(first.toFloatArray(), within(1e-6f));
  }

  @OnEachEngine
  void ratiosStayFiniteWhereLogitsAreEqual(NDManager manager) {
    NDArray equal = manager.ones(new Shape(1, 4));
    NDArray label = manager.create(new long[] {0});

    assertThat(Losses.dlr(label, 4).of(equal).toFloatArray()).containsExactly(0);
    assertThat(
            Losses.targetedDlr(label, manager.create(new long[] {2}), 4).of(equal).toFloatArray())
        .containsExactly(0);
  }

  @OnEachEngine
  void ratiosNeedEnoughClasses(NDManager manager) {
    NDArray labels = labels(manager);

    assertThatThrownBy(() -> Losses.dlr(labels, 2))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("DLR loss needs at least 3 classes, got 2");
    assertThatThrownBy(() -> Losses.targetedDlr(labels, labels, 3))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("targeted DLR loss needs at least 4 classes, got 3");
  }

  // log(e + e⁴) − 2 = 4.0485874 − 2 and log(1 + e⁻¹) − 3 = 0.3132617 − 3.
  @OnEachEngine
  void logOddsLeaveTheLabelOutOfTheSum(NDManager manager) {
    assertLosses(Losses.logOdds(labels(manager), 3), manager, 2.0485874, -2.6867383);
  }

  @OnEachEngine
  void logitIsTheChosenOne(NDManager manager) {
    assertLosses(Losses.logit(labels(manager), 3), manager, 2, 3);
  }

  @OnEachEngine
  void negatedTurnsTheSign(NDManager manager) {
    assertLosses(Losses.negated(Losses.margin(labels(manager), 3)), manager, -2, 3);
  }

  // At the logits (z, 0, 0) and label 0: ∂/∂z = −1, and the others, equal, share 1.
  @OnEachEngine
  void logOddsShareTheirSlopeAmongEqualLogits(NDManager manager) {
    for (float own : new float[] {0, 5, -3}) {
      assertThat(slope(manager, own, Losses.logOdds(manager.create(new long[] {0}), 3)))
          .containsExactly(new float[] {-1, 0.5f, 0.5f}, within(1e-6f));
    }
  }

  @OnEachEngine
  void marginPicksOneOfEqualLogits(NDManager manager) {
    for (float own : new float[] {0, 5, -3}) {
      assertThat(slope(manager, own, Losses.margin(manager.create(new long[] {0}), 3)))
          .containsExactly(-1, 1, 0);
    }
  }

  /** The gradient of a loss with respect to the logits (own, 0, 0). */
  private static float[] slope(NDManager manager, float own, LogitLoss loss) {
    try (Network identity =
        new Network(
            manager, Linear.builder().setUnits(3).optBias(false).build(), new Shape(3), 0)) {
      Networks.set(identity, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
      NDArray logits = manager.create(new float[] {own, 0, 0}, new Shape(1, 3));
      return identity.inputGradient(logits, loss).gradient().toFloatArray();
    }
  }

  // The labels often belong to a caller who lives longer than the attack.
  @OnEachEngine
  void leavesNothingInTheManagerOfTheLabels(NDManager manager) {
    NDArray labels = labels(manager);
    int before = OpenArrays.in(manager);
    try (NDManager scope = manager.newSubManager()) {
      NDArray logits = logits(scope);
      Losses.crossEntropy(labels, 3).of(logits);
      Losses.margin(labels, 3).of(logits);
      Losses.dlr(labels, 3).of(logits);
      Losses.logOdds(labels, 3).of(logits);
      Losses.logit(labels, 3).of(logits);
    }

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }
}
