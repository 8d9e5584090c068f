package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  @Test
  void mayBeEmptyOrTheWholePixelRange() {
    assertThat(new Budget(Norm.LINF, 0).epsilon()).isZero();
    assertThat(new Budget(Norm.LINF, 1).epsilon()).isOne();
  }

  @Test
  void mayExceedOneWhereTheNormCountsOrAddsUp() {
    assertThat(new Budget(Norm.L2, 3.5).epsilon()).isEqualTo(3.5);
    assertThat(new Budget(Norm.L0, 40).epsilon()).isEqualTo(40);
  }

  @Test
  void explainsAnEpsilonThatIsMeantForBytes() {
    assertThatThrownBy(() -> new Budget(Norm.LINF, 8))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("got 8.0")
        .hasMessageContaining("8/255");
  }

  @Test
  void countsWholePixelsInL0() {
    assertThatThrownBy(() -> new Budget(Norm.L0, 0.05))
        .isInstanceOf(GauntletException.class)
        .hasMessageStartingWith("budget: epsilon counts pixels for L0: it must be a whole number")
        .hasMessageEndingWith("got 0.05");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoRadius(double epsilon) {
    for (Norm norm : Norm.values()) {
      assertThatThrownBy(() -> new Budget(norm, epsilon))
          .isInstanceOf(GauntletException.class)
          .hasMessageContaining("got " + epsilon);
    }
  }

  @Test
  void needsANorm() {
    assertThatThrownBy(() -> new Budget(null, 0.1))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("LINF, L2, L0");
  }
}
