package dev.gauntlet.harness.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void isMeanMedianAndLargest() {
    assertThat(Spread.of(DoubleStream.of(4, 1, 10, 3))).contains(new Spread(4.5, 3.5, 10));
    assertThat(Spread.of(DoubleStream.of(2))).contains(new Spread(2, 2, 2));
    assertThat(Spread.of(DoubleStream.empty())).isEmpty();
  }
}
