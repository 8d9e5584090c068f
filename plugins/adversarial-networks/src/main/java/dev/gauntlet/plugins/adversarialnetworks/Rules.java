package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import java.util.List;

/**
 * How the game is played.
 *
 * @param generatorSteps steps of the generator for one of the classifier
 * @param generatorRate η_G, Adam's rate for the generator
 * @param objective what the classifier descends
 */
record Rules(int generatorSteps, double generatorRate, Objective objective) {
  private static final String STEPS = "generator_steps";
  private static final String RATE = "generator_learning_rate";
  private static final String LAMBDA = "lambda";
  private static final String GAMMA = "gamma";
  private static final double DISTANCE_PER_RATE = 0.1;

  /** The parameters that {@link #of} reads, with the paper's defaults for MNIST. */
  static List<Parameter> parameters() {
    return List.of(
        Parameter.number(LAMBDA, 1, 0, 100, "weight λ of the perturbed images"),
        Parameter.number(
            GAMMA, 0.01, 0, 100, "weight γ of the gradient regularization (γ/2)·‖∇F‖²"),
        Parameter.integer(
            STEPS, 5, 1, 1000, "steps of the generator on a batch before the classifier's one"),
        Parameter.number(
            RATE,
            0.002,
            1e-9,
            10,
            "rate η_G of the generator's Adam, whose first decay is 0.5; a tenth of it is the regularization's h"));
  }

  /** The rules a training's parameters ask for. */
  static Rules of(Parameters parameters) {
    double rate = parameters.number(RATE);
    return new Rules(
        parameters.integer(STEPS),
        rate,
        new Objective(
            parameters.number(LAMBDA), parameters.number(GAMMA), rate * DISTANCE_PER_RATE));
  }
}
