package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Defense;

class AdversarialNetworkG1Test extends AdversarialNetworkTest {
  @Override
  protected Defense defense() {
    return new AdversarialNetworkG1();
  }
}
