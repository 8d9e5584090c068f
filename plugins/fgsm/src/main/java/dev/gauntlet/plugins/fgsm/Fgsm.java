package dev.gauntlet.plugins.fgsm;

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

/** The fast gradient sign method: Π(x + ε·sign ∇ₓ CE(z, t)). */
@Extension
public final class Fgsm implements Attack {
  private static final String LABEL = "label";
  private static final String PREDICTED = "predicted";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "fgsm",
        "FGSM",
        "One step of size ε along the sign of the loss gradient; a weak attack that still separates the undefended.",
        new Citation(
            "Goodfellow, Shlens, Szegedy: Explaining and harnessing adversarial examples. ICLR 2015",
            "https://arxiv.org/abs/1412.6572"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.choice(
                LABEL,
                List.of("true", PREDICTED),
                "the label to lead away from; the predicted one avoids label leaking (Kurakin et al., 2017)")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          boolean predicted = context.parameters().text(LABEL).equals(PREDICTED);
          NDArray away = predicted ? context.source().logits(clean).argMax(1) : labels;
          Objective objective = Objective.of(context, labels).climbing(away);
          Ball ball = Ball.around(clean, context.budget());
          return new SteepestAscent(1, context.budget().epsilon())
              .climb(context.source(), objective, ball, clean);
        });
  }
}
