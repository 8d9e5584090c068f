package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.OutwardRounding;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Carlini and Wagner's L∞ attack: Adam on the hinge f of the logits' margin with every |δᵢ| ≤ τ,
 * where τ shrinks with every success.
 */
@Extension
public final class CarliniWagnerLinf implements Attack {
  private static final String DECREASE = "decrease";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "carlini-wagner-linf",
        "CW-L∞",
        "Searches the smallest largest change of a pixel by optimization; slow, and hard to fool by masked gradients.",
        Shared.CITATION,
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(
                Shared.STEPS, 200, 1, 100_000, "Adam's steps without success that end the search"),
            Parameter.number(Shared.RATE, 0.01, 1e-6, 1, "Adam's step size, in pixel units"),
            Parameter.number(
                DECREASE, 0.95, 0.01, 0.999, "the next τ, as a share of the distance reached"),
            Shared.CONFIDENCE_PARAMETER,
            Shared.MINIMAL_PARAMETER),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray nearest =
              new LinfSearch(
                      context.source(),
                      context.parameters().number(Shared.CONFIDENCE) + Objective.CLEAR_LEAD,
                      context.parameters().integer(Shared.STEPS),
                      context.parameters().number(Shared.RATE),
                      context.parameters().number(DECREASE),
                      Shared.nearEnough(context))
                  .run(clean, Objective.of(context, labels), context.budget().epsilon());
          NDArray inside = Ball.around(clean, context.budget()).project(nearest);
          return OutwardRounding.of(context, clean, labels, inside);
        });
  }
}
