package dev.gauntlet.plugins.iterative;

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
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Momentum iterative FGSM: g ← μ·g + ∇/‖∇‖₁, x ← Π(x + (ε/k)·sign g), k times. */
@Extension
public final class MiFgsm implements Attack {
  private static final String STEPS = "steps";
  private static final String MOMENTUM = "momentum";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "mi-fgsm",
        "MI-FGSM",
        "IFGSM whose steps keep the direction of earlier ones; transfers better, and won the NIPS 2017 attack tracks.",
        new Citation(
            "Dong, Liao, Pang, Su, Zhu, Hu, Li: Boosting adversarial attacks with momentum. CVPR 2018",
            "https://arxiv.org/abs/1710.06081"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 10, 1, 100_000, "number of steps k, each of size ε/k"),
            Parameter.number(
                MOMENTUM, 1, 0, 10, "decay factor μ of the earlier directions; 0 is IFGSM")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          Ball ball = Ball.around(clean, context.budget());
          int steps = context.parameters().integer(STEPS);
          return new SteepestAscent(steps, context.budget().epsilon() / steps)
              .withMomentum(context.parameters().number(MOMENTUM))
              .climb(context.source(), Objective.of(context, labels), ball, clean);
        });
  }
}
