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
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;

/**
 * L∞ IFGSM examples: k steps of size ε/k from the image itself (e2SAD, equation 2.2). With one step
 * they are those of FGSM (equation 2.1). They climb the loss that the training descends, as the
 * thesis defines both: with soft labels, an image that the network is surer of than its target goes
 * the way that makes it surer still.
 *
 * @param epsilon ε
 * @param steps k
 * @param growth training steps until the radius is ε
 * @param labels whose loss they climb
 */
public record IfgsmExamples(double epsilon, int steps, int growth, Labels labels)
    implements AdversarialExamples {

  /** The parameters that {@link #of} reads, with defaults for MNIST. */
  public static List<Parameter> parameters(int steps, int growth) {
    return List.of(
        ExampleParameters.epsilon(),
        ExampleParameters.steps(
            steps, "steps k of the IFGSM trained on, each of size ε/k from the image itself"),
        ExampleParameters.growth(growth),
        Labels.parameter());
  }

  /** The parameters that {@link #fgsm} reads, with defaults for MNIST. */
  public static List<Parameter> fgsmParameters(int growth) {
    return List.of(
        ExampleParameters.epsilon(), ExampleParameters.growth(growth), Labels.parameter());
  }

  /** The examples a training's parameters ask for. */
  public static IfgsmExamples of(Parameters parameters) {
    return of(parameters, parameters.integer(ExampleParameters.STEPS));
  }

  /** The FGSM examples a training's parameters ask for. */
  public static IfgsmExamples fgsm(Parameters parameters) {
    return of(parameters, 1);
  }

  private static IfgsmExamples of(Parameters parameters, int steps) {
    return new IfgsmExamples(
        parameters.number(ExampleParameters.EPSILON),
        steps,
        parameters.integer(ExampleParameters.GROWTH),
        Labels.of(parameters));
  }

  /** The attack on hard labels with so many steps, whatever the training climbs. */
  public IfgsmExamples attack(int count) {
    return new IfgsmExamples(epsilon, count, growth, Labels.HARD);
  }

  @Override
  public NDArray perturb(
      Differentiable network, ImageBatch batch, Randomness random, double scale, int classes) {
    double radius = epsilon * scale;
    Ball ball = Ball.around(batch.images(), new Budget(Norm.LINF, radius));
    LogitLoss loss = labels.ascent(batch.labels(), classes);
    return new SteepestAscent(steps, radius / steps).climb(network, loss, ball, batch.images());
  }
}
