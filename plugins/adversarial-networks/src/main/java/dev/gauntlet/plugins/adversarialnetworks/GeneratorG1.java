package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import org.pf4j.Extension;

/** The G1 of {@link AdversarialNetworkG1}, as an attack. */
@Extension
public final class GeneratorG1 implements Attack {
  private static final TrainedGenerator ATTACK = new TrainedGenerator("adversarial-network-g1");

  @Override
  public AttackDescriptor descriptor() {
    return ATTACK.descriptor(
        "adversarial-network-generator-g1", "Generator of adversarial network G1");
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return ATTACK.perturb(context, images, labels);
  }
}
