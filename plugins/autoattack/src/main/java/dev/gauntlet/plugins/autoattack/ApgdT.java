package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.toolkit.attacks.InScope;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Auto-PGD towards one class after another, each on the images that withstood the earlier. */
@Extension
public final class ApgdT implements Attack {
  private static final String STEPS = "steps";
  private static final String RHO = "rho";
  private static final String TARGETS = "targets";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "apgd-t",
        "APGD-T",
        "APGD on the targeted difference-of-logits ratio, once towards each of the likeliest other classes.",
        new Citation(
            "Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks. ICML 2020",
            "https://arxiv.org/abs/2003.01690"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 100, 1, 100_000, "number of steps N towards each class"),
            Parameter.number(RHO, 0.75, 0, 1, "share ρ of the steps that must raise the loss"),
            Parameter.integer(
                TARGETS,
                TargetClasses.STANDARD,
                1,
                1000,
                "number of target classes, at most K − 1; one in a targeted run")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Parameters parameters = context.parameters();
    AutoPgd method = new AutoPgd(parameters.integer(STEPS), parameters.number(RHO));
    List<Attempt> attempts = attempts(context, method, parameters.integer(TARGETS));
    return InScope.run(images, clean -> Survivors.run(context, clean, labels, attempts));
  }

  /** A run for each class to make for. */
  static List<Attempt> attempts(AttackContext context, AutoPgd method, int targets) {
    return TargetClasses.each(
        context,
        targets,
        (rank, towards) ->
            (part, clean, labels) ->
                method.run(
                    part,
                    clean,
                    Aim.ratio(part, labels, towards.of(part, clean, labels)),
                    "apgd-t-start-" + rank));
  }
}
