package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Defense;

class AdversarialNetworkG2Test extends AdversarialNetworkTest {
  @Override
  protected Defense defense() {
    return new AdversarialNetworkG2();
  }
}
