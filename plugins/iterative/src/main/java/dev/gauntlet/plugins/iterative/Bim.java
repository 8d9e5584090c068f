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

/** The basic iterative method: x ← Π(x + a·sign ∇ₓ CE(z, t)), k times from the clean image. */
@Extension
public final class Bim implements Attack {
  private static final String STEPS = "steps";
  private static final String STEP_SIZE = "step_size";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "bim",
        "BIM",
        "FGSM repeated with small steps from the clean image; stronger than FGSM, weaker than PGD's random starts.",
        new Citation(
            "Kurakin, Goodfellow, Bengio: Adversarial examples in the physical world. ICLR workshop 2017",
            "https://arxiv.org/abs/1607.02533"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 10, 1, 100_000, "number of steps k"),
            Parameter.number(STEP_SIZE, 0.05, 0, 100, "step size a, in the budget's unit")
                .on("cifar10", "2/255")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          Ball ball = Ball.around(clean, context.budget());
          SteepestAscent ascent =
              new SteepestAscent(
                  context.parameters().integer(STEPS), context.parameters().number(STEP_SIZE));
          return ascent.climb(context.source(), Objective.of(context, labels), ball, clean);
        });
  }
}
