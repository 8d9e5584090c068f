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

/** The fast adaptive boundary attack towards one class after another. */
@Extension
public final class FabT implements Attack {
  private static final String STEPS = "steps";
  private static final String ALPHA_MAX = "alpha_max";
  private static final String ETA = "eta";
  private static final String BETA = "beta";
  private static final String TARGETS = "targets";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "fab-t",
        "FAB-T",
        "Walks along the boundary with each of the likeliest other classes to the nearest adversarial image; needs no budget to tune it, and finds what loss-climbing misses.",
        new Citation(
            "Croce, Hein: Minimally distorted adversarial examples with a fast adaptive boundary attack. ICML 2020",
            "https://arxiv.org/abs/1907.02044"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 100, 1, 100_000, "number of steps towards each class"),
            Parameter.number(
                ALPHA_MAX,
                FastAdaptiveBoundary.ALPHA_MAX,
                0,
                1,
                "the most α that the clean image draws a step back"),
            Parameter.number(
                ETA,
                FastAdaptiveBoundary.ETA,
                1,
                10,
                "overshoot η: how far a step goes, 1 being onto the boundary"),
            Parameter.number(
                BETA,
                FastAdaptiveBoundary.BETA,
                0,
                1,
                "share β of the way that is left after a step back"),
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
    FastAdaptiveBoundary method =
        new FastAdaptiveBoundary(
            parameters.integer(STEPS),
            parameters.number(ALPHA_MAX),
            parameters.number(ETA),
            parameters.number(BETA));
    List<Attempt> attempts = attempts(context, method, parameters.integer(TARGETS));
    return InScope.run(images, clean -> Survivors.run(context, clean, labels, attempts));
  }

  /** A walk for each class to make for. */
  static List<Attempt> attempts(AttackContext context, FastAdaptiveBoundary method, int targets) {
    return TargetClasses.each(
        context,
        targets,
        (rank, towards) ->
            (part, clean, labels) ->
                method.run(
                    part, clean, Aim.boundary(part, labels, towards.of(part, clean, labels))));
  }
}
