package dev.gauntlet.plugins.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Adaptive IFGSM (HGD paper, appendix D): IFGSM with more and more steps, each time from the clean
 * image; an image is done with the first that fools every source.
 */
@Extension
public final class AdaIfgsm implements Attack {
  private static final NumberList STEPS =
      new NumberList(
          "steps",
          "1,2,4,8,16",
          "number of steps k of each IFGSM to try in order, separated by commas; each step of size ε/k, so 1 is FGSM");

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "ada-ifgsm",
        "adaIFGSM",
        "Per image the weakest IFGSM of a list that fools all sources, else the last; cheap where images fall easily.",
        new Citation(
            "Liao, Liang, Dong, Pang, Hu, Zhu: Defense against adversarial attacks using high-level representation"
                + " guided denoiser. CVPR 2018, appendix D",
            "https://arxiv.org/abs/1712.02976"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(STEPS.parameter()),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    List<Integer> levels = STEPS.wholeNumbers(context.parameters());
    return InScope.run(
        images,
        clean -> {
          Ball ball = Ball.around(clean, context.budget());
          Objective objective = Objective.of(context, labels).withoutStopping();
          int[] standing = Rows.all(Math.toIntExact(clean.getShape().get(0)));
          NDArray result = clean;
          for (int steps : levels) {
            try (NDManager scope = clean.getManager().newSubManager()) {
              Objective wanted = objective.select(standing, scope);
              NDArray found =
                  new SteepestAscent(steps, context.budget().epsilon() / steps)
                      .climb(
                          context.source(),
                          wanted,
                          ball.select(standing, scope),
                          Rows.select(clean, standing, scope));
              result = Rows.replace(result, standing, found);
              standing = Rows.of(standing, unfooled(context.sources(), wanted, found));
            }
            if (standing.length == 0) {
              break;
            }
          }
          return result;
        });
  }

  private static int[] unfooled(List<Differentiable> sources, Objective wanted, NDArray images) {
    boolean[] all = new boolean[Math.toIntExact(images.getShape().get(0))];
    Arrays.fill(all, true);
    for (Differentiable source : sources) {
      try (NDArray logits = source.logits(images)) {
        boolean[] fooled = wanted.reached(logits);
        for (int image = 0; image < all.length; image++) {
          all[image] &= fooled[image];
        }
      }
    }
    return Rows.where(all, false);
  }
}
