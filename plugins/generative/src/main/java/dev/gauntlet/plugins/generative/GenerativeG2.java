package dev.gauntlet.plugins.generative;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.generators.Generator;
import org.pf4j.Extension;

/** G2, from noise. */
@Extension
public final class GenerativeG2 implements TrainableAttack {
  private static final GeneratorAttack ATTACK = new GeneratorAttack(Generator.G2);

  @Override
  public AttackDescriptor descriptor() {
    return ATTACK.descriptor(
        "generative-g2",
        "Generator G2, from noise",
        "A decoder draws the perturbation from Gaussian noise, knowing neither image nor label; trained against the source, then one pass.");
  }

  @Override
  public void train(AttackTrainingContext context) {
    ATTACK.train(context);
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return ATTACK.perturb(context, images, labels);
  }
}
