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

/** Auto-PGD on the difference-of-logits ratio. */
@Extension
public final class ApgdDlr implements Attack {
  private static final String STEPS = "steps";
  private static final String RHO = "rho";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "apgd-dlr",
        "APGD-DLR",
        "APGD on the difference-of-logits ratio, which neither a shift nor a scale of the logits changes: for models whose confidence hides the gradient.",
        new Citation(
            "Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks. ICML 2020",
            "https://arxiv.org/abs/2003.01690"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 100, 1, 100_000, "number of steps N"),
            Parameter.number(RHO, 0.75, 0, 1, "share ρ of the steps that must raise the loss")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Parameters parameters = context.parameters();
    Attempt attempt = attempt(new AutoPgd(parameters.integer(STEPS), parameters.number(RHO)));
    return InScope.run(images, clean -> Survivors.run(context, clean, labels, List.of(attempt)));
  }

  /** One run from a random start. */
  static Attempt attempt(AutoPgd method) {
    return (context, clean, labels) ->
        method.run(context, clean, Aim.ratio(context, labels), "apgd-dlr-start");
  }
}
