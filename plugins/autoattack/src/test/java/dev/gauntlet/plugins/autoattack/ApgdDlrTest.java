package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.api.Attack;
import dev.gauntlet.testkit.AttackContract;
import java.util.Map;

class ApgdDlrTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new ApgdDlr();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 10);
  }
}
