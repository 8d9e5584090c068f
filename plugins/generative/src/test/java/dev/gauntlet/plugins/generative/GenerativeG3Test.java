package dev.gauntlet.plugins.generative;

import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.generators.Generator;

class GenerativeG3Test extends GenerativeTest {
  GenerativeG3Test() {
    super(Generator.G3, 6);
  }

  @Override
  protected TrainableAttack attack() {
    return new GenerativeG3();
  }
}
