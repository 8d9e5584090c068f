package dev.gauntlet.plugins.generative;

import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.generators.Generator;

class GenerativeG2Test extends GenerativeTest {
  GenerativeG2Test() {
    super(Generator.G2, 30);
  }

  @Override
  protected TrainableAttack attack() {
    return new GenerativeG2();
  }
}
