package org.example;

import dev.gauntlet.api.Attack;
import dev.gauntlet.testkit.AttackContract;

class MarginStepTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new MarginStep();
  }
}
