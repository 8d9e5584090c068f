package dev.gauntlet.toolkit.discriminators;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import java.util.List;

/**
 * The settings of a {@link Game}.
 *
 * @param penalty what γ weighs
 * @param gamma γ; at 0 the classifier is trained on clean and perturbed images alone
 * @param discriminatorSteps steps of the discriminator before each of the classifier
 * @param discriminatorRate Adam's rate for the discriminator, in multiples of the classifier's
 */
public record GameRules(
    Penalty penalty, float gamma, int discriminatorSteps, double discriminatorRate) {
  private static final String GAMMA = "gamma";
  private static final String STEPS = "discriminator_steps";
  private static final String RATE = "discriminator_rate";

  /** The parameters that {@link #of} reads, with a method's default for γ. */
  public static List<Parameter> parameters(double gamma) {
    return List.of(
        Parameter.number(
            GAMMA, gamma, 0, 100, "weight γ of the source that the discriminator sees in logits"),
        Parameter.integer(
            STEPS, 1, 1, 100, "steps of the discriminator before each of the classifier"),
        Parameter.number(
            RATE,
            10,
            0,
            1000,
            "Adam's rate for the discriminator, in multiples of the classifier's at that step"));
  }

  /** The rules that a training's parameters ask for. */
  public static GameRules of(Penalty penalty, Parameters parameters) {
    return new GameRules(
        penalty, parameters.decimal(GAMMA), parameters.integer(STEPS), parameters.number(RATE));
  }
}
