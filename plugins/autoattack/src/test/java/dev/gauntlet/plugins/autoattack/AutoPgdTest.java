package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.ArrayList;
import java.util.List;

/**
 * The expected images were computed apart from this code: the algorithm box of the paper written
 * down in NumPy, float64, gradients by the chain rule by hand; the step sizes are halved after the
 * steps given in the comments.
 */
class AutoPgdTest {
  private static NDArray climb(
      NDManager manager, Differentiable source, Budget budget, int steps, boolean stop) {
    TestAttackContext given =
        TestAttackContext.of(
                new ApgdCe().descriptor(), List.of(source), budget, List.of("one", "two"))
            .withClasses(FourClasses.CLASSES);
    TestAttackContext context = stop ? given.withFinalSuccess() : given;
    Ball ball = Ball.around(FourClasses.images(manager), budget);
    NDArray start = FourClasses.batch(manager, 0.3f, 0.4f, 0.9f, 0.8f, 0.5f, 0.2f, 0.2f, 0.6f);
    Aim aim = Aim.crossEntropy(context, FourClasses.labels(manager));
    AutoPgd method = new AutoPgd(steps, 0.75);
    return new AutoPgdClimb(method, source, aim, ball, 2 * budget.epsilon(), start).run();
  }

  private static void assertFinds(
      NDManager manager, Norm norm, double epsilon, int steps, double... expected) {
    NDArray found =
        climb(manager, FourClasses.network(manager), new Budget(norm, epsilon), steps, false);

    float[] values = found.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .as("pixel %d of %s", i, norm)
          .isCloseTo(expected[i], within(1e-4));
    }
  }

  @OnEachEngine
  void takesTheFirstStepsOfThePaper(NDManager manager) {
    assertFinds(manager, Norm.LINF, 0.3, 2, 0, 0.2, 1, 0.85, 0.9, 0, 0.05, 0.2);
    assertFinds(
        manager, Norm.L2, 0.5, 2, 0, 0.183067, 0.917146, 0.88542, 0.612989, 0, 0.221708, 0.032837);
  }

  // L2: halved after steps 5 and 9 for the first image, after 5, 12 and 16 for the second. L∞: both
  // after every checkpoint.
  @OnEachEngine
  void halvesItsStepsAndGoesOnFromTheBestPoint(NDManager manager) {
    assertFinds(manager, Norm.LINF, 0.3, 20, 0, 0.2, 1, 1, 0.9, 0, 0.05, 0.2);
    assertFinds(
        manager, Norm.L2, 0.5, 20, 0, 0.125926, 0.733801, 0.998692, 0.57778, 0, 0.446984, 0.029894);
  }

  @OnEachEngine
  void leavesAnImageThatHasSucceededWhereThatIsFinal(NDManager manager) {
    Counting source = new Counting(FourClasses.network(manager));

    NDArray found = climb(manager, source, new Budget(Norm.LINF, 0.3), 20, true);

    // Both are fooled after the first step: [0.0, 0.2, 1.0, …] and [0.9, 0.0, 0.05, 0.2].
    assertThat(source.batches).hasSizeLessThanOrEqualTo(3);
    assertThat(source.logits(found).argMax(1).toLongArray()).doesNotContain(0);
  }

  /** Notes how many images each gradient was asked for. */
  private static final class Counting implements Differentiable {
    private final Differentiable source;
    private final List<Long> batches = new ArrayList<>();

    private Counting(Differentiable source) {
      this.source = source;
    }

    @Override
    public NDArray logits(NDArray images) {
      return source.logits(images);
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      batches.add(images.getShape().get(0));
      return source.inputGradient(images, loss);
    }
  }
}
