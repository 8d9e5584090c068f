package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** An honest attack, or one with a fault built in. */
@Extension
public final class GradientSign implements Attack {
  /** What an attack does, with the honest attack at hand. */
  interface Algorithm {
    NDArray perturb(Algorithm honest, AttackContext context, NDArray images, NDArray labels);
  }

  private final Algorithm algorithm;

  /** The honest attack. */
  public GradientSign() {
    this(GradientSign::step);
  }

  /** The attack with a fault. */
  GradientSign(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "gradient-sign",
        "Gradient sign",
        "One step to the edge of the budget.",
        Citation.of("The testkit's own tests"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return algorithm.perturb(GradientSign::step, context, images, labels);
  }

  private static NDArray step(
      Algorithm self, AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean ->
            new SteepestAscent(1, context.budget().epsilon())
                .climb(
                    context.source(),
                    Objective.of(context, labels),
                    Ball.around(clean, context.budget()),
                    clean));
  }
}
