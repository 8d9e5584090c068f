package dev.gauntlet.toolkit.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Optional;

/** What leaves the batch early comes out as it would have without leaving. */
class EarlyExitTest {
  private static final int IMAGES = 24;
  private static final int STEPS = 30;
  private static final double STEP = 0.005;

  private final SteepestAscent ascent = new SteepestAscent(STEPS, STEP);

  @OnEachEngine
  void returnsEachImageAsItFirstSucceeds(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = images(manager);
    NDArray labels = labels(network, clean);
    Objective objective = Objective.of(new Whitebox(network, Optional.empty()), labels);
    Ball ball = ball(clean);

    float[] early = ascent.climb(network, objective, ball, clean).toFloatArray();

    assertThat(early).containsExactly(stepByStep(network, objective, ball, clean), within(1e-6f));
  }

  @OnEachEngine
  void returnsEachImageAsItFirstReachesItsTarget(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = images(manager);
    NDArray labels = labels(network, clean);
    NDArray targets = Images.labels(manager, IMAGES, Networks.CLASSES);
    Objective objective = Objective.of(new Whitebox(network, Optional.of(targets)), labels);
    Ball ball = ball(clean);

    float[] early = ascent.climb(network, objective, ball, clean).toFloatArray();

    assertThat(early).containsExactly(stepByStep(network, objective, ball, clean), within(1e-6f));
  }

  @OnEachEngine
  void foolsTheSameImagesWithFewerSteps(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = images(manager);
    Objective objective =
        Objective.of(new Whitebox(network, Optional.empty()), labels(network, clean));
    Ball ball = ball(clean);

    long before = network.backwardImages();
    NDArray toTheEnd = ascent.climb(network, objective.withoutStopping(), ball, clean);
    long full = network.backwardImages() - before;
    NDArray early = ascent.climb(network, objective, ball, clean);
    long spared = full - (network.backwardImages() - before - full);

    assertThat(full).isEqualTo((long) IMAGES * STEPS);
    assertThat(spared).isBetween(full / 10, full - IMAGES);
    boolean[] fooled = objective.reached(network.logits(toTheEnd));
    assertThat(objective.reached(network.logits(early))).containsExactly(fooled);
    assertThat(Rows.where(fooled, true)).as("fooled").hasSizeBetween(IMAGES / 2, IMAGES - 1);
  }

  @OnEachEngine
  void doesNotTouchAnImageThatIsMisclassifiedAnyway(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = images(manager);
    NDArray wrong = network.logits(clean).argMin(1);
    Objective objective = Objective.of(new Whitebox(network, Optional.empty()), wrong);

    NDArray found = ascent.climb(network, objective, ball(clean), clean);

    assertThat(found.toFloatArray()).containsExactly(clean.toFloatArray());
  }

  @OnEachEngine
  void leavesOnlyItsResultBehind(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray clean = images(manager);
    Objective objective =
        Objective.of(new Whitebox(network, Optional.empty()), labels(network, clean));
    Ball ball = ball(clean);
    int open = OpenArrays.in(manager);

    NDArray found = ascent.climb(network, objective, ball, clean);

    assertThat(OpenArrays.in(manager)).isEqualTo(open + 1);
    assertThat(found.getManager()).isSameAs(manager);
  }

  private static NDArray images(NDManager manager) {
    return Images.uniform(manager, 1, new Shape(IMAGES, 1, 8, 8));
  }

  private static Ball ball(NDArray clean) {
    return Ball.around(clean, new Budget(Norm.LINF, 0.1));
  }

  // What the network says, but for the first image, which it gets wrong.
  private static NDArray labels(Network network, NDArray clean) {
    try (NDArray logits = network.logits(clean)) {
      long[] labels = logits.argMax(1).toLongArray();
      labels[0] = (labels[0] + 1) % Networks.CLASSES;
      return clean.getManager().create(labels);
    }
  }

  /** The same, image by image and step by step, with nothing clever. */
  private float[] stepByStep(Differentiable source, Objective objective, Ball ball, NDArray clean) {
    float[] result = clean.toFloatArray();
    int each = result.length / IMAGES;
    NDManager scope = clean.getManager();
    for (int image = 0; image < IMAGES; image++) {
      int[] row = {image};
      Objective alone = objective.select(row, scope);
      NDArray current = Rows.select(clean, row);
      for (int step = 0; step < STEPS; step++) {
        if (alone.reached(source.logits(current))[0]) {
          break;
        }
        current =
            new SteepestAscent(1, STEP)
                .climb(source, alone.loss(), ball.select(row, scope), current);
      }
      System.arraycopy(current.toFloatArray(), 0, result, image * each, each);
    }
    return result;
  }
}
