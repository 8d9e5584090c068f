package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import java.util.List;

class AimTest {
  private static TestAttackContext context(Differentiable source, int classes) {
    return TestAttackContext.of(
            new ApgdDlr().descriptor(),
            List.of(source),
            new Budget(Norm.LINF, 0.3),
            List.of("one", "two"))
        .withClasses(classes);
  }

  private static float[] values(NDManager manager, LogitLoss loss, int classes, float... logits) {
    Shape shape = new Shape(logits.length / classes, classes);
    return loss.of(manager.create(logits, shape)).toFloatArray();
  }

  // Values and central differences of the ratios through the network, in float64 NumPy.
  @OnEachEngine
  void climbsTheRatioOfLogits(NDManager manager) {
    var network = FourClasses.network(manager);
    AttackContext context = context(network, FourClasses.CLASSES);
    NDArray labels = FourClasses.labels(manager);
    NDArray towards = manager.create(new long[] {1, 1});

    assertGradient(
        manager,
        network,
        Aim.ratio(context, labels).loss(),
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
        network,
        Aim.ratio(context, labels, towards).loss(),
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
      NDManager manager, Differentiable source, LogitLoss loss, float[] values, float[] gradient) {
    try (InputGradient found = source.inputGradient(FourClasses.images(manager), loss)) {
      assertThat(loss.of(found.logits()).toFloatArray()).containsExactly(values, within(1e-4f));
      assertThat(found.gradient().toFloatArray()).containsExactly(gradient, within(1e-3f));
    }
  }

  @OnEachEngine
  void makesForTheTargetsInATargetedRun(NDManager manager) {
    NDArray labels = FourClasses.labels(manager);
    NDArray targets = manager.create(new long[] {1, 3});
    AttackContext context =
        context(FourClasses.network(manager), FourClasses.CLASSES).withTargets(targets);

    // (3 − 4)/(4 − (2 + 1)/2) towards class 1, (3 − 7)/(7 − (3 + 1)/2) towards class 3.
    assertThat(values(manager, Aim.ratio(context, labels).loss(), 4, 4, 3, 2, 1, 7, 1, 5, 3))
        .containsExactly(new float[] {-0.4f, -4 / 5f}, within(1e-6f));
    // 3 − 4, and 3 − 7.
    assertThat(
            values(
                manager, Aim.boundary(context, labels, targets).loss(), 4, 4, 3, 2, 1, 7, 1, 5, 3))
        .containsExactly(new float[] {-1, -4}, within(1e-6f));
  }

  @OnEachEngine
  void climbsTheMarginWhereThereAreTooFewClassesForARatio(NDManager manager) {
    NDArray labels = FourClasses.labels(manager);
    NDArray towards = manager.create(new long[] {1, 1});
    Differentiable source = FourClasses.network(manager);

    assertThat(values(manager, Aim.ratio(context(source, 2), labels).loss(), 2, 3, 1, 1, 2))
        .containsExactly(new float[] {-2, 1}, within(1e-6f));
    assertThat(
            values(
                manager,
                Aim.ratio(context(source, 3), labels, towards).loss(),
                3,
                3,
                1,
                7,
                1,
                2,
                0))
        .containsExactly(new float[] {-2, 1}, within(1e-6f));
  }
}
