package dev.gauntlet.leaderboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.leaderboard.figure.LineChart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
  private static final Map<String, Object> FIRST =
      Map.of("epoch", 1, "loss", 0.9076, "cleanAccuracy", 0.9692, "robustAccuracy", 0.687);
  private static final Map<String, Object> SECOND =
      Map.of("epoch", 2, "loss", 0.54466, "cleanAccuracy", 0.9688, "robustAccuracy", 0.838);

  @Test
  void everyNumberOfTheCurveIsInTheTable() {
    LearningCurve curve = curve(Map.of("epochKept", 2, "curve", List.of(FIRST, SECOND)));

    assertThat(curve.rows())
        .containsExactly(
            new LearningCurve.Row("1", "0.9076", "96.92", "68.70", "–", false),
            new LearningCurve.Row("2", "0.5447", "96.88", "83.80", "–", true));
    assertThat(curve.summary())
        .isEqualTo(
            "The weights are those of epoch 2 of 2: 96.88 % clean, 83.80 % robust, loss 0.5447.");
  }

  @Test
  void aReaderWhoCannotSeeTheChartsIsToldWhatTheyShow() {
    LearningCurve curve = curve(Map.of("curve", List.of(FIRST, SECOND)));

    assertThat(curve.charts())
        .extracting(chart -> chart.words().description())
        .containsExactly(
            "clean: 96.92 after epoch 1, 96.88 after epoch 2."
                + " robust: 68.70 after epoch 1, 83.80 after epoch 2."
                + " Every number is in the table below.",
            "0.9076 after epoch 1, 0.5447 after epoch 2. Every number is in the table below.");
    assertThat(curve.summary()).isEmpty();
    assertThat(curve.charts()).extracting(LineChart::mark).containsOnlyNulls();
  }

  @Test
  void anAccuracyThatWasOnlyWatchedHasItsOwnLine() {
    Map<String, Object> point =
        Map.of("epoch", 1, "cleanAccuracy", 0.97, "robustAccuracy", 0.9, "ifgsm10Accuracy", 0.12);
    LearningCurve curve = curve(Map.of("curve", List.of(point)));

    assertThat(curve.watched()).isEqualTo("ifgsm10");
    assertThat(curve.charts().get(0).words().description())
        .contains("ifgsm10: 12.00 after epoch 1");
    assertThat(curve.explanation()).contains("ifgsm10: under an attack that the training does not");
    assertThat(curve.rows())
        .containsExactly(new LearningCurve.Row("1", "–", "97.00", "90.00", "12.00", false));
  }

  @Test
  void aNameThatDoesNotFitBesideALineIsNotWatched() {
    Map<String, Object> point =
        Map.of(
            "epoch",
            1,
            "cleanAccuracy",
            0.97,
            "<script>Accuracy",
            0.1,
            "x".repeat(40) + "Accuracy",
            0.1);

    assertThat(curve(Map.of("curve", List.of(point))).watched()).isEmpty();
  }

  @Test
  void oneEpochIsOnePoint() {
    LearningCurve curve = curve(Map.of("epochKept", 1, "curve", List.of(FIRST)));

    assertThat(curve.charts()).hasSize(2);
    assertThat(curve.charts().get(1).lines().get(0).dots()).hasSize(1);
    assertThat(curve.charts().get(1).words().description())
        .isEqualTo("0.9076 after epoch 1. Every number is in the table below.");
    assertThat(curve.charts().get(1).mark().text()).isEqualTo("epoch 1 kept");
  }

  @Test
  void aTrainingWithoutHeldOutImagesHasItsLossAlone() {
    LearningCurve curve = curve(Map.of("curve", List.of(Map.of("epoch", 1, "loss", -0.5))));

    assertThat(curve.charts())
        .extracting(chart -> chart.words().title())
        .containsExactly("Training loss");
    assertThat(curve.explanation()).isEqualTo("The loss is the mean over each epoch's steps.");
    assertThat(curve.rows())
        .containsExactly(new LearningCurve.Row("1", "-0.5", "–", "–", "–", false));
  }

  @Test
  void noCurveIsNoChart() {
    LearningCurve curve = curve(Map.of("epochs", 5));

    assertThat(curve.charts()).isEmpty();
    assertThat(curve.rows()).isEmpty();
    assertThat(curve.summary()).isEmpty();
  }

  private static LearningCurve curve(Map<String, Object> notes) {
    return LearningCurve.of(TrainingNotes.of(Map.of("notes", notes)));
  }
}
