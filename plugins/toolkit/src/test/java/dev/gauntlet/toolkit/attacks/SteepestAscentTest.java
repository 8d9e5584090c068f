package dev.gauntlet.toolkit.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;

/** On a linear model the strongest image in the ball is known: no step count can beat it. */
class SteepestAscentTest {
  private static final float EPSILON = 0.1f;
  private static final int PIXELS = 64;

  @OnEachEngine
  void reachesTheCornerOfAnLInfBall(NDManager manager) {
    Network linear = Networks.linear(manager, 3);
    NDArray clean = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
    LogitLoss secondLogit = Losses.logit(manager.create(new long[] {1, 1}), 3);
    Ball ball = Ball.around(clean, new Budget(Norm.LINF, EPSILON));

    float[] oneStep =
        new SteepestAscent(1, EPSILON).climb(linear, secondLogit, ball, clean).toFloatArray();
    float[] manySteps =
        new SteepestAscent(15, 0.01).climb(linear, secondLogit, ball, clean).toFloatArray();

    float[] weights = secondRow(linear);
    float[] pixels = clean.toFloatArray();
    float[] optimum = new float[pixels.length];
    for (int i = 0; i < optimum.length; i++) {
      float corner = pixels[i] + EPSILON * Math.signum(weights[i % PIXELS]);
      optimum[i] = Math.min(1, Math.max(0, corner));
    }
    assertThat(oneStep).containsExactly(optimum, within(1e-6f));
    assertThat(manySteps).containsExactly(optimum, within(1e-6f));
  }

  @OnEachEngine
  void reachesTheFarthestPointOfAnL2Ball(NDManager manager) {
    Network linear = Networks.linear(manager, 3);
    // So far from 0 and 1 that the pixel range does not matter.
    NDArray clean = Images.uniform(manager, 1, new Shape(1, 1, 8, 8), 0.4, 0.6);
    LogitLoss secondLogit = Losses.logit(manager.create(new long[] {1}), 3);
    Ball ball = Ball.around(clean, new Budget(Norm.L2, EPSILON));

    float[] found =
        new SteepestAscent(15, 0.01).climb(linear, secondLogit, ball, clean).toFloatArray();

    float[] weights = secondRow(linear);
    double length = 0;
    for (float weight : weights) {
      length += weight * weight;
    }
    float[] optimum = clean.toFloatArray();
    for (int i = 0; i < PIXELS; i++) {
      optimum[i] += (float) (EPSILON * weights[i] / Math.sqrt(length));
    }
    assertThat(found).containsExactly(optimum, within(1e-5f));
  }

  @OnEachEngine
  void descendsOnTheNegatedLoss(NDManager manager) {
    Network linear = Networks.linear(manager, 3);
    NDArray clean = Images.uniform(manager, 1, new Shape(1, 1, 8, 8), 0.4, 0.6);
    LogitLoss loss = Losses.crossEntropy(manager.create(new long[] {1}), 3);
    Ball ball = Ball.around(clean, new Budget(Norm.LINF, EPSILON));

    NDArray found = new SteepestAscent(5, 0.02).climb(linear, Losses.negated(loss), ball, clean);

    assertThat(loss.of(linear.logits(found)).getFloat())
        .isLessThan(loss.of(linear.logits(clean)).getFloat());
  }

  @OnEachEngine
  void withoutStepsReturnsACopyOfTheStart(NDManager manager) {
    Network linear = Networks.linear(manager, 3);
    NDArray clean = Images.uniform(manager, 1, new Shape(1, 1, 8, 8));
    Ball ball = Ball.around(clean, new Budget(Norm.LINF, EPSILON));

    NDArray found =
        new SteepestAscent(0, 1)
            .climb(linear, Losses.logit(manager.create(new long[] {1}), 3), ball, clean);

    assertThat(found.toFloatArray()).containsExactly(clean.toFloatArray());
    assertThat(found).isNotSameAs(clean);
  }

  @OnEachEngine
  void leavesTheStartUnchangedAndOnlyItsResultBehind(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
    float[] before = clean.toFloatArray();
    LogitLoss loss = Losses.crossEntropy(manager.create(new long[] {1, 2}), 3);
    Ball ball = Ball.around(clean, new Budget(Norm.LINF, EPSILON));
    int open = OpenArrays.in(manager);

    NDArray found = new SteepestAscent(5, 0.02).climb(network, loss, ball, clean);

    assertThat(OpenArrays.in(manager)).isEqualTo(open + 1);
    assertThat(found.getManager()).isSameAs(manager);
    assertThat(clean.toFloatArray()).containsExactly(before);
  }

  private static float[] secondRow(Network linear) {
    return linear.parameters().get(0).getValue().getArray().get(1).toFloatArray();
  }
}
