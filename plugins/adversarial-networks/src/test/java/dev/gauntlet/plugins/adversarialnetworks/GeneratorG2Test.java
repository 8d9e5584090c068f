package dev.gauntlet.plugins.adversarialnetworks;

class GeneratorG2Test extends GeneratorAttackTest {
  GeneratorG2Test() {
    super(new GeneratorG2(), new AdversarialNetworkG2());
  }
}
