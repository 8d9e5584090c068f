package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Fails, and says the language of the process that it runs in. */
public class NamesItsLocale implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "names-its-locale",
        "Names its locale",
        "Fails with the default locale as its reason.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.NONE,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    throw new IllegalStateException("the locale is '" + Locale.getDefault() + "'");
  }
}
