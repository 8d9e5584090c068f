package dev.gauntlet.plugins.fgsm;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * One step towards the class that the source finds least likely: Π(x − ε·sign ∇ₓ CE(z, arg min z))
 * (adversarial-networks paper, eq. 8).
 */
@Extension
public final class LeastLikelyFgsm implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "fgsm-least-likely",
        "least-likely FGSM",
        "One step of size ε towards the least likely class; knows no label, so it cannot leak one into training.",
        new Citation(
            "Kurakin, Goodfellow, Bengio: Adversarial machine learning at scale. ICLR 2017",
            "https://arxiv.org/abs/1611.01236"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray leastLikely = context.source().logits(clean).argMin(1);
          LogitLoss towards = Losses.negated(Losses.logOdds(leastLikely, context.classes()));
          return new SteepestAscent(1, context.budget().epsilon())
              .climb(context.source(), towards, Ball.around(clean, context.budget()), clean);
        });
  }
}
