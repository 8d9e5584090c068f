package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against p_selection of the reference (fra31/auto-attack, autoattack/square.py), derived by hand:
 * p is 0.8 up to iteration 10, halved beyond 10, 50, 200, 500, 1000, 2000, 4000, 6000 and 8000;
 * rescaled, iteration i of n counts as ⌊10000·i/n⌋.
 */
class SquareScheduleTest {
  private static final double HALF = 0.5;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "10, 0",
    "11, 1",
    "50, 1",
    "51, 2",
    "200, 2",
    "201, 3",
    "500, 3",
    "501, 4",
    "1000, 4",
    "1001, 5",
    "2000, 5",
    "2001, 6",
    "4000, 6",
    "4001, 7",
    "4998, 7",
    "6000, 7",
    "6001, 8",
    "8000, 8",
    "8001, 9",
    "9999, 9",
    "25000, 9"
  })
  void keepsToThePapersNumbersInTheStandard(long change, int halvings) {
    SquareSchedule standard = new SquareSchedule(0.8, false);

    assertThat(standard.share(change, 5000)).isEqualTo(0.8 * Math.pow(HALF, halvings));
    assertThat(standard.share(change, 100)).isEqualTo(0.8 * Math.pow(HALF, halvings));
  }

  // Of 5000, every iteration counts twice; of 100, a hundred times; of 20,000, half.
  @ParameterizedTest
  @CsvSource({
    "5000, 5, 0",
    "5000, 6, 1",
    "5000, 25, 1",
    "5000, 26, 2",
    "5000, 100, 2",
    "5000, 101, 3",
    "5000, 1000, 5",
    "5000, 1001, 6",
    "5000, 4000, 8",
    "5000, 4001, 9",
    "5000, 4999, 9",
    "100, 0, 0",
    "100, 1, 2",
    "100, 2, 2",
    "100, 3, 3",
    "100, 5, 3",
    "100, 6, 4",
    "100, 11, 5",
    "100, 40, 6",
    "100, 41, 7",
    "100, 80, 8",
    "100, 99, 9",
    "20000, 20, 0",
    "20000, 21, 0",
    "20000, 22, 1",
    "20000, 101, 1",
    "20000, 102, 2"
  })
  void rescalesToTheQuestions(long questions, long change, int halvings) {
    SquareSchedule rescaled = new SquareSchedule(0.8, true);

    assertThat(rescaled.share(change, questions)).isEqualTo(0.8 * Math.pow(HALF, halvings));
  }

  // The start is a question and no change: the first change is iteration 0, with p_init.
  @Test
  void countsChangesFromTheFirstAfterTheStart() {
    List<Double> shares = new ArrayList<>();
    Patches noted =
        new Patches() {
          @Override
          public void start(float[] clean, SplittableRandom random, float[] batch, int from) {
            shares.add(1.0);
          }

          @Override
          public void propose(
              float[] clean,
              float[] best,
              double share,
              SplittableRandom random,
              float[] batch,
              int from) {
            shares.add(share);
          }
        };
    SquareWalk walk = new SquareWalk(0, new float[1], 13, new SplittableRandom(1));
    for (int question = 0; question < 13; question++) {
      walk.propose(noted, new SquareSchedule(0.8, false), new float[1], 0);
      walk.answered(question, false, new float[1], 0);
    }

    assertThat(shares)
        .containsExactly(1.0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.4);
  }
}
