package dev.gauntlet.plugins.adversarialnetworks;

class GeneratorG1Test extends GeneratorAttackTest {
  GeneratorG1Test() {
    super(new GeneratorG1(), new AdversarialNetworkG1());
  }
}
