package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialTest {
  // Tenths of two steps. The last losses of the tenths rise, as where Adam swings across the
  // boundary, while the lowest go on falling.
  @Test
  void goesOnAsLongAsTheLowestLossFalls() {
    Trial trial = new Trial(20, true);
    double[][] tenths = {{9, 5}, {4, 6}, {3, 7}, {2, 8}};
    for (double[] tenth : tenths) {
      trial.sees(tenth[0], false);
      assertThat(trial.ends()).isFalse();
      trial.sees(tenth[1], false);
      assertThat(trial.ends()).isFalse();
    }
    trial.sees(2, false);
    trial.sees(2, true);

    assertThat(trial.ends()).isTrue();
    assertThat(trial.succeeded()).isTrue();
  }

  @Test
  void endsAfterItsSteps() {
    Trial trial = new Trial(3, false);
    for (int step = 1; step <= 3; step++) {
      assertThat(trial.ends()).isFalse();
      trial.sees(1, false);
    }
    assertThat(trial.ends()).isTrue();
  }
}
