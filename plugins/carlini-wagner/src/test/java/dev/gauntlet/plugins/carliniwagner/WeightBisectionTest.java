package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightBisectionTest {
  @Test
  void growsTenfoldUntilOneSucceedsThenHalvesTheGap() {
    WeightBisection weights = new WeightBisection(1, 5);
    boolean[] successes = {false, true, true, false};
    double[] expected = {1, 10, 5.5, 3.25, 4.375};
    for (int i = 0; i < successes.length; i++) {
      assertThat(weights.weight()).isEqualTo(expected[i]);
      weights.tried(successes[i]);
      assertThat(weights.goesOn()).isTrue();
    }

    assertThat(weights.weight()).isEqualTo(expected[4]);
    weights.tried(true);
    assertThat(weights.goesOn()).isFalse();
  }
}
