package dev.gauntlet.plugins.adversarialnetworks;

class GeneratorG3Test extends GeneratorAttackTest {
  GeneratorG3Test() {
    super(new GeneratorG3(), new AdversarialNetworkG3());
  }
}
