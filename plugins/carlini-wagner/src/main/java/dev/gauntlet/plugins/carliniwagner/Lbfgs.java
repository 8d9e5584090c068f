package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
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
 * Szegedy's attack: min ‖δ‖² + c·CE(x+δ, target) within the pixel range by L-BFGS, for the smallest
 * c that reaches the target.
 */
@Extension
public final class Lbfgs implements Attack {
  private static final String ITERATIONS = "iterations";
  private static final String SEARCHES = "binary_search_steps";
  private static final String INITIAL_C = "initial_c";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "lbfgs",
        "L-BFGS",
        "The first attack of all: box-constrained optimization towards one class; of historical interest.",
        new Citation(
            "Szegedy, Zaremba, Sutskever, Bruna, Erhan, Goodfellow, Fergus: Intriguing properties of neural networks."
                + " ICLR 2014",
            "https://arxiv.org/abs/1312.6199"),
        Knowledge.GRADIENTS,
        Set.of(Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(ITERATIONS, 100, 1, 100_000, "largest number of steps for each c"),
            Parameter.integer(SEARCHES, 9, 1, 100, "how many values of c are tried"),
            Parameter.number(
                INITIAL_C, 0.01, 1e-10, 1e10, "the first c, weight of the cross-entropy")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray targets =
              context.targets().orElseGet(() -> likeliestWrong(context, clean, labels));
          NDArray found =
              new WeightSearch(
                      context.source(),
                      context.classes(),
                      context.parameters().integer(ITERATIONS),
                      context.parameters().integer(SEARCHES),
                      context.parameters().number(INITIAL_C))
                  .run(clean, targets, Objective.of(context, labels));
          NDArray inside = Ball.around(clean, context.budget()).project(found);
          return OutwardRounding.of(context, clean, labels, inside);
        });
  }

  // An untargeted run needs some target: the wrong class that asks for the least.
  private static NDArray likeliestWrong(AttackContext context, NDArray clean, NDArray labels) {
    int classes = context.classes();
    float[] logits = context.source().logits(clean).toFloatArray();
    long[] own = labels.toLongArray();
    long[] targets = new long[own.length];
    for (int image = 0; image < targets.length; image++) {
      targets[image] = own[image] == 0 ? 1 : 0;
      for (int k = 0; k < classes; k++) {
        if (k != own[image]
            && logits[image * classes + k] > logits[image * classes + (int) targets[image]]) {
          targets[image] = k;
        }
      }
    }
    return clean.getManager().create(targets);
  }
}
