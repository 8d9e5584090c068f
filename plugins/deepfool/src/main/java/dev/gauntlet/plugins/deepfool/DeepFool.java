package dev.gauntlet.plugins.deepfool;

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
 * DeepFool: steps to the nearest boundary of the linearized model until the label changes, then
 * overshoots by η; what lies outside the budget is projected into it.
 */
@Extension
public final class DeepFool implements Attack {
  private static final String STEPS = "steps";
  private static final String OVERSHOOT = "overshoot";
  private static final String CANDIDATES = "candidates";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "deepfool",
        "DeepFool",
        "A near-minimal perturbation in a few steps; its distances tell how far images are from the boundary.",
        new Citation(
            "Moosavi-Dezfooli, Fawzi, Frossard: DeepFool: a simple and accurate method to fool deep neural networks."
                + " CVPR 2016",
            "https://arxiv.org/abs/1511.04599"),
        Knowledge.GRADIENTS,
        Set.of(Norm.L2, Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(
            Parameter.integer(STEPS, 50, 1, 10_000, "largest number of steps"),
            Parameter.number(
                OVERSHOOT,
                0.02,
                0,
                10,
                "how far beyond the boundary to go, η, as a share of the way"),
            Parameter.integer(
                CANDIDATES,
                9,
                1,
                10_000,
                "how many wrong classes are considered, the likeliest first; a gradient each per step")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray beyond =
              new BoundaryWalk(
                      context.source(),
                      context.budget().norm(),
                      context.classes(),
                      context.parameters().integer(STEPS),
                      context.parameters().number(OVERSHOOT),
                      context.parameters().integer(CANDIDATES))
                  .run(clean, labels.toLongArray(), Objective.of(context, labels));
          NDArray inside = Ball.around(clean, context.budget()).project(beyond);
          return OutwardRounding.of(context, clean, labels, inside);
        });
  }
}
