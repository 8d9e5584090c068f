package dev.gauntlet.testkit;

import dev.gauntlet.api.Attack;

/** An attack that trains a network of its own first passes too. */
class UniversalSignTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new UniversalSign();
  }
}
