package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.Companion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds for each of the three attacks, with a generator that was trained along in a moment.
 */
abstract class GeneratorAttackTest extends AttackContract {
  private final Attack attack;
  private final Defense trainer;

  GeneratorAttackTest(Attack attack, Defense trainer) {
    this.attack = attack;
    this.trainer = trainer;
  }

  @Override
  protected final Attack attack() {
    return attack;
  }

  @Override
  protected final List<Companion> companions() {
    Map<String, Object> shortest = new HashMap<>(AdversarialNetworkTest.QUICK);
    shortest.put("epochs", 1);
    shortest.put("batch_size", 96);
    return List.of(new Companion(trainer, shortest));
  }
}
