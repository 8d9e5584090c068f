package dev.gauntlet.plugins.baselinenoise;

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
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;

/** Adds noise to the images and projects the sum into the budget. */
abstract class NoiseAttack implements Attack {
  private static final Citation HGD =
      new Citation(
          "Liao, Liang, Dong, Pang, Hu, Zhu: Defense against adversarial attacks using high-level representation guided"
              + " denoiser. CVPR 2018, appendix D",
          "https://arxiv.org/abs/1712.02976");

  private final AttackDescriptor descriptor;

  NoiseAttack(
      String id, String title, String description, Set<Norm> norms, Parameter... parameters) {
    descriptor =
        new AttackDescriptor(
            id,
            title,
            description,
            HGD,
            Knowledge.NONE,
            norms,
            Set.of(Goal.UNTARGETED),
            List.of(parameters),
            List.of());
  }

  @Override
  public final AttackDescriptor descriptor() {
    return descriptor;
  }

  /** The noise, (N,C,H,W), in the images' manager. */
  abstract NDArray noise(AttackContext context, NDArray images);

  @Override
  public final NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> Ball.around(clean, context.budget()).project(noise(context, clean).addi(clean)));
  }
}
