package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.toolkit.generators.Generator;
import org.pf4j.Extension;

/** Against G3, from the label. */
@Extension
public final class AdversarialNetworkG3 extends AdversarialNetwork {
  /** The defense. */
  public AdversarialNetworkG3() {
    super(Generator.G3, 1);
  }

  @Override
  public DefenseDescriptor descriptor() {
    return descriptor(
        "adversarial-network-g3",
        "Adversarial network G3",
        "Trains against a network that draws perturbations, a decoder of the label, and is trained along with it.");
  }
}
