package org.example;

import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.DefenseContract;
import java.util.Map;

class NoiseTrainingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new NoiseTraining();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("epochs", 10, "batch_size", 10, "learning_rate", 0.01, "noise", 0.1);
  }
}
