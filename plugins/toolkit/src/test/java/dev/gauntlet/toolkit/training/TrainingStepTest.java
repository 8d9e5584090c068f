package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.api.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
  private static double ramp(long number, long length) {
    return new TrainingStep(number, 100, new Randomness(0, List.of())).ramp(length);
  }

  @Test
  void rampGrowsInProportionAndStaysAtOne() {
    assertThat(ramp(0, 4)).isEqualTo(0.25);
    assertThat(ramp(2, 4)).isEqualTo(0.75);
    assertThat(ramp(3, 4)).isEqualTo(1);
    assertThat(ramp(50, 4)).isEqualTo(1);
  }

  @Test
  void rampOfNoLengthIsOneAtOnce() {
    assertThat(ramp(0, 0)).isEqualTo(1);
  }
}
