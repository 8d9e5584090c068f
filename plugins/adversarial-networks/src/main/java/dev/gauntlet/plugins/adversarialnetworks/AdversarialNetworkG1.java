package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.toolkit.generators.Generator;
import org.pf4j.Extension;

/** Against G1, from the image. */
@Extension
public final class AdversarialNetworkG1 extends AdversarialNetwork {
  /** The defense. */
  public AdversarialNetworkG1() {
    super(Generator.G1, 3);
  }

  @Override
  public DefenseDescriptor descriptor() {
    return descriptor(
        "adversarial-network-g1",
        "Adversarial network G1",
        "Trains against a network that draws perturbations, an auto-encoder that sees the image, and is trained along with it.");
  }
}
