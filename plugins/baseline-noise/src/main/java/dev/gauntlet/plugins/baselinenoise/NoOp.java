package dev.gauntlet.plugins.baselinenoise;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Changes nothing: what a defense costs on clean images. */
@Extension
public final class NoOp implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "noop",
        "No-op",
        "Returns the clean images; shows what a defense costs when nobody attacks.",
        Citation.of("NIPS 2017 adversarial attacks and defenses competition, sample attack"),
        Knowledge.NONE,
        Set.of(Norm.values()),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return images.duplicate();
  }
}
