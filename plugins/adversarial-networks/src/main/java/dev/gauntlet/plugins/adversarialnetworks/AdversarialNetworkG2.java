package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.toolkit.generators.Generator;
import org.pf4j.Extension;

/** Against G2, from noise. */
@Extension
public final class AdversarialNetworkG2 extends AdversarialNetwork {
  /** The defense. */
  public AdversarialNetworkG2() {
    super(Generator.G2, 1);
  }

  @Override
  public DefenseDescriptor descriptor() {
    return descriptor(
        "adversarial-network-g2",
        "Adversarial network G2",
        "Trains against a network that draws perturbations, a decoder of Gaussian noise, and is trained along with it.");
  }
}
