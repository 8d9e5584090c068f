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
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;

/**
 * L∞ PGD examples (Madry et al., 2018): a uniform random start, then k steps of size a.
 *
 * @param epsilon ε
 * @param steps k
 * @param stepSize a
 * @param growth training steps until the radius is ε
 */
public record PgdExamples(double epsilon, int steps, double stepSize, int growth)
    implements AdversarialExamples {
  private static final String STEP_SIZE = "attack_step_size";

  /**
   * The parameters that {@link #of} reads, with a method's defaults for MNIST. On CIFAR-10 they are
   * those of "GanDef: a GAN based adversarial training defense" (2019): seven steps of 2/255. On
   * Fashion-MNIST the step is a quarter of ε.
   */
  public static List<Parameter> parameters(int steps, double stepSize, int growth) {
    return List.of(
        ExampleParameters.epsilon(),
        ExampleParameters.steps(steps, "steps k of the PGD trained on").on("cifar10", 7),
        Parameter.number(
                STEP_SIZE,
                stepSize,
                0,
                1,
                "step size a of the PGD trained on, in [0, 1] pixel units")
            .on("fashion-mnist", 0.025)
            .on("cifar10", "2/255"),
        ExampleParameters.growth(growth));
  }

  /** The examples a training's parameters ask for. */
  public static PgdExamples of(Parameters parameters) {
    return new PgdExamples(
        parameters.number(ExampleParameters.EPSILON),
        parameters.integer(ExampleParameters.STEPS),
        parameters.number(STEP_SIZE),
        parameters.integer(ExampleParameters.GROWTH));
  }

  @Override
  public NDArray perturb(
      Differentiable network, ImageBatch batch, Randomness random, double scale, int classes) {
    Ball ball = Ball.around(batch.images(), new Budget(Norm.LINF, epsilon * scale));
    LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
    NDArray start = ball.randomStart(random, "training-start");
    return new SteepestAscent(steps, stepSize * scale).climb(network, loss, ball, start);
  }
}
