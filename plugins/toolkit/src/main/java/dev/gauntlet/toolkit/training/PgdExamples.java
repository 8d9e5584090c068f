package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The L∞ PGD examples that adversarial trainings train on (Madry et al., 2018): a uniform random
 * start, then k steps of size a. The radius, and the step with it, grows from zero over the first
 * steps of the training: from the full radius at once a small network may never leave chance.
 *
 * @param epsilon ε
 * @param steps k
 * @param stepSize a
 * @param growth training steps until the radius is ε
 */
public record PgdExamples(double epsilon, int steps, double stepSize, int growth) {
  private static final String EPSILON = "epsilon";
  private static final String STEPS = "attack_steps";
  private static final String STEP_SIZE = "attack_step_size";
  private static final String GROWTH = "radius_growth";

  private static final int HELD_OUT = 1000;
  private static final long HELD_OUT_SEED = 0;

  /** The parameters that {@link #of} reads, with defaults for MNIST. */
  public static List<Parameter> parameters(int steps, double stepSize, int growth) {
    return List.of(
        Parameter.number(
            EPSILON, 0.3, 0, 1, "L∞ radius ε of the examples trained on, in [0, 1] pixel units"),
        Parameter.integer(STEPS, steps, 1, 1000, "steps k of the PGD trained on"),
        Parameter.number(
            STEP_SIZE, stepSize, 0, 1, "step size a of the PGD trained on, in [0, 1] pixel units"),
        Parameter.integer(
            GROWTH,
            growth,
            0,
            1_000_000,
            "training steps over which the radius grows from 0 to ε"));
  }

  /** The examples a training's parameters ask for. */
  public static PgdExamples of(Parameters parameters) {
    return new PgdExamples(
        parameters.number(EPSILON),
        parameters.integer(STEPS),
        parameters.number(STEP_SIZE),
        parameters.integer(GROWTH));
  }

  /**
   * The examples for one training step.
   *
   * @return (B,C,H,W) in the batch's manager
   */
  public NDArray make(Network network, ImageBatch batch, TrainingStep step, int classes) {
    return make(network, batch, step.random(), step.ramp(growth), classes);
  }

  /**
   * Accuracy on the first 1,000 held-out images under these examples at the full radius; the same
   * start every time.
   */
  public double robustAccuracy(Network network, TrainingImages images, int classes) {
    return Accuracy.of(
        network,
        images,
        HELD_OUT,
        (batch, first) -> {
          int size = (int) batch.labels().size();
          List<String> names =
              IntStream.range(first, first + size).mapToObj(Integer::toString).toList();
          return make(network, batch, new Randomness(HELD_OUT_SEED, names), 1, classes);
        });
  }

  private NDArray make(
      Differentiable network, ImageBatch batch, Randomness random, double scale, int classes) {
    Ball ball = Ball.around(batch.images(), new Budget(Norm.LINF, epsilon * scale));
    LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
    NDArray start = ball.randomStart(random, "training-start");
    return new SteepestAscent(steps, stepSize * scale).climb(network, loss, ball, start);
  }
}
