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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** AutoAttack's standard version: four attacks in sequence. */
@Extension
public final class AutoAttack implements Attack {
  private static final String STEPS = "steps";
  private static final String TARGETS = "targets";
  private static final String QUERIES = "queries";
  private static final double RHO = 0.75;
  private static final SquareSchedule SQUARES = new SquareSchedule(0.8, false);

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "autoattack",
        "AutoAttack",
        "APGD-CE, APGD-T, FAB-T and Square one after the other, each on what withstood the earlier: the standard that robustness claims are checked against.",
        new Citation(
            "Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks. ICML 2020",
            "https://arxiv.org/abs/2003.01690"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 100, 1, 100_000, "number of steps of APGD and FAB"),
            Parameter.integer(
                TARGETS,
                TargetClasses.STANDARD,
                1,
                1000,
                "number of target classes, at most K − 1; one in a targeted run"),
            Parameter.integer(
                QUERIES,
                5000,
                1,
                10_000_000,
                "the most questions that Square asks about one image")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Parameters parameters = context.parameters();
    int steps = parameters.integer(STEPS);
    int targets = parameters.integer(TARGETS);
    AutoPgd apgd = new AutoPgd(steps, RHO);
    SquareSearch square = new SquareSearch(parameters.integer(QUERIES), SQUARES);
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(ApgdCe.attempt(apgd));
    attempts.addAll(ApgdT.attempts(context, apgd, targets));
    attempts.addAll(FabT.attempts(context, FastAdaptiveBoundary.standard(steps), targets));
    attempts.add(square::run);
    return InScope.run(images, clean -> Survivors.run(context, clean, labels, attempts));
  }
}
