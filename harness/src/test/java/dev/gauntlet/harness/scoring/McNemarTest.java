package dev.gauntlet.harness.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void agreesWithTheAirwayExampleOfFagerlandLydersenAndLaake() {
    // Table 2 and section "Examples": n12 = 1, n21 = 7, mid-p 0.039.
    assertThat(McNemar.midP(1, 7)).isCloseTo(0.0390625, within(1e-12));
  }

  @Test
  void agreesWithTheBinomialByHand() {
    assertThat(McNemar.midP(0, 0)).isEqualTo(1);
    assertThat(McNemar.midP(0, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(McNemar.midP(0, 5)).isCloseTo(1 / 32.0, within(1e-12));
    assertThat(McNemar.midP(2, 2)).isCloseTo(1, within(1e-12));
  }

  @Test
  void doesNotUnderflowOnTenThousandImages() {
    // Chi-squared without correction: (5100-4900)^2/10000 = 4, p = 0.0455.
    assertThat(McNemar.midP(4900, 5100)).isCloseTo(0.0455, within(2e-4));
    assertThat(McNemar.midP(10, 9000)).isBetween(0.0, 1e-300);
  }

  @Property
  void isAProbabilityThatDoesNotDependOnTheOrder(
      @ForAll @IntRange(max = 3000) int one, @ForAll @IntRange(max = 3000) int other) {
    assertThat(McNemar.midP(one, other)).isBetween(0.0, 1.0).isEqualTo(McNemar.midP(other, one));
  }
}
