package dev.gauntlet.plugins.gandef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import java.util.Map;

class GanDefV1Test extends DefenseContract {
  @Override
  protected Defense defense() {
    return new GanDefV1();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Trainings.QUICK;
  }

  @OnEachEngine
  void penalizesWhatIsSeenInAllLogits(NDManager manager) {
    assertThat(Trainings.firstLoss(manager, defense(), 2))
        .isCloseTo(Trainings.firstLossByHand(manager, 2, 0.5, 0.5), within(1e-4));
  }
}
