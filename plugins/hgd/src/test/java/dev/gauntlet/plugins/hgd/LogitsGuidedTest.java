package dev.gauntlet.plugins.hgd;

import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.Companion;
import dev.gauntlet.testkit.DefenseContract;
import java.util.List;
import java.util.Map;

class LogitsGuidedTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new LogitsGuided();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Companions.QUICK;
  }

  @Override
  protected List<Companion> companions() {
    return Companions.all();
  }
}
