package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointsTest {
  @Test
  void areThePapersForAHundredSteps() {
    assertThat(Checkpoints.of(100)).containsExactly(0, 22, 41, 57, 70, 80, 87, 93, 99);
  }

  @Test
  void areRoundedUp() {
    assertThat(Checkpoints.of(20)).containsExactly(0, 5, 9, 12, 14, 16, 18, 19, 20);
    assertThat(Checkpoints.of(1)).containsExactly(0, 1);
  }
}
