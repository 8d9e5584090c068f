package dev.gauntlet.plugins.iterative;

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

/** IFGSM with decayed step sizes (HGD paper, appendix D). */
@Extension
public final class Difgsm implements Attack {
  private static final NumberList SHARES =
      new NumberList(
          "step_shares",
          "0.4,0.3,0.2,0.1",
          "the step sizes in order, each as a share of ε, separated by commas");

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "difgsm-decay",
        "dIFGSM",
        "IFGSM with decreasing step sizes: far first, then fine; a few gradients that do the work of many equal steps.",
        new Citation(
            "Liao, Liang, Dong, Pang, Hu, Zhu: Defense against adversarial attacks using high-level representation"
                + " guided denoiser. CVPR 2018, appendix D",
            "https://arxiv.org/abs/1712.02976"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(SHARES.parameter()),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    List<Double> stepSizes =
        SHARES.of(context.parameters()).stream()
            .map(share -> share * context.budget().epsilon())
            .toList();
    return InScope.run(
        images,
        clean ->
            new SteepestAscent(stepSizes, 0)
                .climb(
                    context.source(),
                    Objective.of(context, labels),
                    Ball.around(clean, context.budget()),
                    clean));
  }
}
