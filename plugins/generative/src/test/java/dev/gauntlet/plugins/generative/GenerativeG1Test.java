package dev.gauntlet.plugins.generative;

import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.generators.Generator;

class GenerativeG1Test extends GenerativeTest {
  GenerativeG1Test() {
    super(Generator.G1, 6);
  }

  @Override
  protected TrainableAttack attack() {
    return new GenerativeG1();
  }
}
