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

/** BIM whose k steps reach the budget exactly: a = ε/k (e2SAD, eq. 2.2). */
@Extension
public final class Ifgsm implements Attack {
  private static final String STEPS = "steps";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "ifgsm",
        "IFGSM",
        "BIM with steps of size ε/k, so that it scales with the budget; as strong as its number of steps.",
        new Citation(
            "Kurakin, Goodfellow, Bengio: Adversarial examples in the physical world. ICLR workshop 2017",
            "https://arxiv.org/abs/1607.02533"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(Parameter.integer(STEPS, 10, 1, 100_000, "number of steps k, each of size ε/k")),
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
              .climb(context.source(), Objective.of(context, labels), ball, clean);
        });
  }
}
