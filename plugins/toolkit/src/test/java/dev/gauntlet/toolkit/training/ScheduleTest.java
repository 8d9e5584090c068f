package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule cosine = Schedule.cosine(0.8, 0.2);

  @Test
  void risesOverTheWarmup() {
    assertThat(cosine.at(0, 100)).isCloseTo(0.8 / 20, within(1e-12));
    assertThat(cosine.at(9, 100)).isCloseTo(0.4, within(1e-12));
    assertThat(cosine.at(19, 100)).isCloseTo(0.8, within(1e-12));
  }

  // A quarter of the half cosine, half of it, all of it.
  @Test
  void thenFallsAsACosineToZero() {
    assertThat(cosine.at(39, 100)).isCloseTo(0.4 * (1 + Math.sqrt(0.5)), within(1e-12));
    assertThat(cosine.at(59, 100)).isCloseTo(0.4, within(1e-12));
    assertThat(cosine.at(99, 100)).isCloseTo(0, within(1e-12));
  }

  @Test
  void neverJumps() {
    for (int step = 1; step < 1000; step++) {
      assertThat(Math.abs(cosine.at(step, 1000) - cosine.at(step - 1, 1000))).isLessThan(0.0045);
    }
  }

  @Test
  void mayFallAtOnce() {
    Schedule stepped = Schedule.stepped(0.1, 0.75, 0.01);

    assertThat(stepped.at(0, 8)).isEqualTo(0.1);
    assertThat(stepped.at(5, 8)).isEqualTo(0.1);
    assertThat(stepped.at(6, 8)).isEqualTo(0.01);
    assertThat(stepped.at(7, 8)).isEqualTo(0.01);
  }

  @Test
  void mayStayConstant() {
    assertThat(Schedule.constant(0.1).at(7, 9)).isEqualTo(0.1);
  }
}
