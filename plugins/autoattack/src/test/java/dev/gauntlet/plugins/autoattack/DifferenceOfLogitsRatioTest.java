package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.testkit.OnEachEngine;

class DifferenceOfLogitsRatioTest {
  private static NDArray logits(NDManager manager, int classes, float... values) {
    return manager.create(values, new Shape(values.length / classes, classes));
  }

  // By hand: (3 − 1)/(4 − 2) where 4 is the label's; (7 − 1)/(7 − 3) where 1 is.
  @OnEachEngine
  void isTheMarginOverTheSpreadOfTheThreeLargest(NDManager manager) {
    LogitLoss loss = DifferenceOfLogitsRatio.untargeted(manager.create(new long[] {2, 1}), 4);

    assertThat(loss.of(logits(manager, 4, 1, 3, 4, 2, 5, 1, 7, 3)).toFloatArray())
        .containsExactly(new float[] {-0.5f, 1.5f}, within(1e-6f));
  }

  // (3 − 4)/(4 − (2 + 1)/2), (1 − 7)/(7 − (3 + 1)/2).
  @OnEachEngine
  void towardsAClassIsTheLeadOverTheSpreadOfTheFourLargest(NDManager manager) {
    LogitLoss loss =
        DifferenceOfLogitsRatio.targeted(
            manager.create(new long[] {2, 2}), manager.create(new long[] {1, 1}), 4);

    assertThat(loss.of(logits(manager, 4, 1, 3, 4, 2, 5, 1, 7, 3)).toFloatArray())
        .containsExactly(new float[] {-0.4f, -1.2f}, within(1e-6f));
  }

  @OnEachEngine
  void doesNotChangeWithShiftAndScale(NDManager manager) {
    LogitLoss loss = DifferenceOfLogitsRatio.untargeted(manager.create(new long[] {0}), 5);
    NDArray logits = logits(manager, 5, 1.5f, -2, 0.25f, 3, 1);

    assertThat(loss.of(logits.mul(64).add(32)).getFloat(0))
        .isCloseTo(loss.of(logits).getFloat(0), within(1e-5f));
  }

  @OnEachEngine
  void fallsBackToTheMarginWithFewerClassesThanItRanks(NDManager manager) {
    NDArray labels = manager.create(new long[] {0});
    NDArray other = manager.create(new long[] {1});

    assertThat(
            DifferenceOfLogitsRatio.untargeted(labels, 2).of(logits(manager, 2, 3, 1)).getFloat(0))
        .isCloseTo(-2, within(1e-6f));
    assertThat(
            DifferenceOfLogitsRatio.targeted(labels, other, 3)
                .of(logits(manager, 3, 3, 1, 7))
                .getFloat(0))
        .isEqualTo(-2);
  }

  // Central differences in float64 NumPy of the ratios through the network.
  @OnEachEngine
  void hasTheGradientOfFiniteDifferences(NDManager manager) {
    NDArray labels = FourClasses.labels(manager);
    NDArray targets = manager.create(new long[] {1, 1});

    assertGradient(
        manager,
        DifferenceOfLogitsRatio.untargeted(labels, FourClasses.CLASSES),
        new float[] {-0.321860f, -0.320384f},
        new float[] {
          -1.117499f,
          -0.455166f,
          0.175207f,
          0.239560f,
          1.064830f,
          -0.457161f,
          -0.208343f,
          -1.081373f
        });
    assertGradient(
        manager,
        DifferenceOfLogitsRatio.targeted(labels, targets, FourClasses.CLASSES),
        new float[] {-1.423693f, -1.255255f},
        new float[] {
          0.050180f,
          0.158959f,
          -0.064636f,
          -0.018677f,
          0.636048f,
          -0.117541f,
          -0.127479f,
          -0.914782f
        });
  }

  private static void assertGradient(
      NDManager manager, LogitLoss loss, float[] values, float[] gradient) {
    try (InputGradient found =
        FourClasses.network(manager).inputGradient(FourClasses.images(manager), loss)) {
      assertThat(loss.of(found.logits()).toFloatArray()).containsExactly(values, within(1e-4f));
      assertThat(found.gradient().toFloatArray()).containsExactly(gradient, within(1e-3f));
    }
  }
}
