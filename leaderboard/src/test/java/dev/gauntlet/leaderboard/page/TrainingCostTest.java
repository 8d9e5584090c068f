package dev.gauntlet.leaderboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingCostTest {
  @Test
  void passesAreCountedOverAllEpochs() {
    assertThat(
            cost(
                Map.of(
                    "seconds",
                    2548.68,
                    "notes",
                    Map.of(
                        "epochs",
                        200,
                        "epochKept",
                        180,
                        "forwardPassesPerImage",
                        8.25,
                        "backwardPassesPerImage",
                        7))))
        .isEqualTo(
            new TrainingCost(
                "42 min 29 s", "200", "180", "8.25 forward, 7 backward", "3,050", "3050.0"));
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    assertThat(cost(Map.of("notes", Map.of("epochs", 5, "forwardPassesPerImage", 1))))
        .isEqualTo(new TrainingCost("", "5", "", "1 forward", "", ""));
    assertThat(cost(Map.of("seconds", 3))).isEqualTo(new TrainingCost("3.0 s", "", "", "", "", ""));
  }

  private static TrainingCost cost(Map<String, Object> provenance) {
    return TrainingCost.of(TrainingNotes.of(provenance));
  }
}
