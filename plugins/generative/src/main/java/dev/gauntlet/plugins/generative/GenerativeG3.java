package dev.gauntlet.plugins.generative;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.generators.Generator;
import org.pf4j.Extension;

/** G3, from the label. */
@Extension
public final class GenerativeG3 implements TrainableAttack {
  private static final GeneratorAttack ATTACK = new GeneratorAttack(Generator.G3);

  @Override
  public AttackDescriptor descriptor() {
    return ATTACK.descriptor(
        "generative-g3",
        "Generator G3, from the label",
        "A decoder draws one perturbation for each label; trained against the source, then one pass.");
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
