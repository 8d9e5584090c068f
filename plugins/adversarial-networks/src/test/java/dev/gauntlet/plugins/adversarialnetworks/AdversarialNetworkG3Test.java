package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Defense;

class AdversarialNetworkG3Test extends AdversarialNetworkTest {
  @Override
  protected Defense defense() {
    return new AdversarialNetworkG3();
  }
}
