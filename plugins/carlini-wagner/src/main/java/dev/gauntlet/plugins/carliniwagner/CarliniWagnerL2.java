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
 * Carlini and Wagner's L2 attack: min ‖δ‖² + c·f(x+δ), f the hinge of the logits' margin, with the
 * tanh change of variable, a binary search on c, and Adam.
 */
@Extension
public final class CarliniWagnerL2 implements Attack {
  private static final String SEARCHES = "binary_search_steps";
  private static final String INITIAL_C = "initial_c";
  private static final String ABORT_EARLY = "abort_early";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "carlini-wagner-l2",
        "CW-L2",
        "Searches the smallest Euclidean perturbation by optimization; slow, and hard to fool by masked gradients.",
        Shared.CITATION,
        Knowledge.GRADIENTS,
        Set.of(Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(
                Shared.STEPS, 300, 1, 100_000, "largest number of Adam's steps for each c"),
            Parameter.number(Shared.RATE, 0.05, 1e-6, 10, "Adam's step size, in tanh space"),
            Parameter.integer(SEARCHES, 9, 1, 100, "how many values of c are tried"),
            Parameter.number(INITIAL_C, 0.1, 1e-10, 1e10, "the first c, weight of the margin"),
            Shared.CONFIDENCE_PARAMETER,
            Parameter.flag(
                ABORT_EARLY,
                true,
                "leave an image whose loss fell by less than 0.01 % in a tenth of the steps"),
            Shared.MINIMAL_PARAMETER),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray nearest =
              new L2Search(
                      context.source(),
                      context.parameters().number(Shared.CONFIDENCE) + Objective.CLEAR_LEAD,
                      context.parameters().integer(Shared.STEPS),
                      context.parameters().number(Shared.RATE),
                      context.parameters().integer(SEARCHES),
                      context.parameters().number(INITIAL_C),
                      context.parameters().flag(ABORT_EARLY),
                      Shared.nearEnough(context))
                  .run(clean, Objective.of(context, labels));
          NDArray inside = Ball.around(clean, context.budget()).project(nearest);
          return OutwardRounding.of(context, clean, labels, inside);
        });
  }
}
