package dev.gauntlet.leaderboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingNotesTest {
  @Test
  void aTrainingIsReadAsItWasRecorded() {
    TrainingNotes notes =
        TrainingNotes.of(
            Map.of(
                "seed",
                1,
                "seconds",
                2548.68,
                "notes",
                Map.of(
                    "epochs",
                    2,
                    "epochKept",
                    1,
                    "forwardPassesPerImage",
                    8.0,
                    "backwardPassesPerImage",
                    7.5,
                    "sources",
                    List.of("undefended"),
                    "curve",
                    List.of(
                        Map.of(
                            "epoch", 1, "loss", 0.9, "cleanAccuracy", 0.97, "robustAccuracy", 0.68),
                        Map.of("epoch", 2, "loss", 0.5, "cleanAccuracy", 0.96)))));

    assertThat(notes)
        .isEqualTo(
            new TrainingNotes(
                OptionalDouble.of(2548.68),
                OptionalDouble.of(8),
                OptionalDouble.of(7.5),
                2,
                1,
                "",
                List.of(
                    new TrainingNotes.Epoch(
                        1,
                        OptionalDouble.of(0.9),
                        OptionalDouble.of(0.97),
                        OptionalDouble.of(0.68),
                        OptionalDouble.empty()),
                    new TrainingNotes.Epoch(
                        2,
                        OptionalDouble.of(0.5),
                        OptionalDouble.of(0.96),
                        OptionalDouble.empty(),
                        OptionalDouble.empty())),
                notes.understood()));
    assertThat(notes.understood())
        .containsExactlyInAnyOrder(
            "seconds",
            "notes.epochs",
            "notes.epochKept",
            "notes.forwardPassesPerImage",
            "notes.backwardPassesPerImage",
            "notes.curve");
  }

  @Test
  void whatIsOfAnotherTypeOrCannotBeIsNotThere() {
    for (Object odd :
        List.of("8", -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, true, List.of(1))) {
      TrainingNotes notes =
          TrainingNotes.of(
              Map.of(
                  "seconds",
                  odd,
                  "notes",
                  Map.of(
                      "epochs", odd,
                      "epochKept", odd,
                      "forwardPassesPerImage", odd,
                      "backwardPassesPerImage", odd,
                      "curve", odd)));

      assertThat(notes).as("%s", odd).isEqualTo(TrainingNotes.of(Map.of()));
    }
    assertThat(TrainingNotes.of(Map.of("notes", "none"))).isEqualTo(TrainingNotes.of(Map.of()));
  }

  @Test
  void pointsThatSayNothingAreLeftOut() {
    TrainingNotes notes =
        curve(
            Map.of("epoch", 3, "loss", 0.3),
            "text",
            Map.of("epoch", 1.5, "loss", 0.1),
            Map.of("epoch", 0, "loss", 0.1),
            Map.of("loss", 0.1),
            Map.of("epoch", 2, "loss", "NaN", "cleanAccuracy", 97.5),
            Map.of("epoch", 1, "loss", 0.9));

    assertThat(notes.curve()).extracting(TrainingNotes.Epoch::number).containsExactly(1, 3);
    assertThat(notes.epochs()).isEqualTo(3);
  }

  @Test
  void theEpochKeptIsOneOfThem() {
    assertThat(TrainingNotes.of(Map.of("notes", Map.of("epochs", 8, "epochKept", 9))).kept())
        .isZero();
    assertThat(TrainingNotes.of(Map.of("notes", Map.of("epochKept", 1))).kept()).isZero();
  }

  private static TrainingNotes curve(Object... points) {
    return TrainingNotes.of(Map.of("notes", Map.of("curve", List.of(points))));
  }
}
