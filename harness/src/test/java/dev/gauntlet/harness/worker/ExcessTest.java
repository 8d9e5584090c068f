package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.suite.Limits;
import org.junit.jupiter.api.Test;

class ExcessTest {
  private static final Limits LIMITS = new Limits(1, 1, 1 << 20, 100 << 20, 10 << 20, 3);

  @Test
  void whatALimitAllowsIsNoExcess() {
    assertThat(Excess.of(LIMITS, 3, 100 << 20, 10 << 20)).isEmpty();
  }

  @Test
  void eachLimitHasItsSentence() {
    assertThat(Excess.of(LIMITS, 4, 0, 0).orElseThrow().message())
        .isEqualTo("the submission started 4 processes, allowed are 3");
    assertThat(Excess.of(LIMITS, 0, 101 << 20, 0).orElseThrow().message())
        .isEqualTo("the worker holds 101 MiB of memory, allowed are 100 MiB");
    assertThat(Excess.of(LIMITS, 0, 0, 11 << 20).orElseThrow().message())
        .isEqualTo("the submission wrote more than the 10 MiB that it may");
  }

  @Test
  void aForkBombIsNotTakenForAHoarder() {
    assertThat(Excess.of(LIMITS, 500, 1 << 30, 0).orElseThrow().message()).contains("processes");
  }
}
