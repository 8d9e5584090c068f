package dev.gauntlet.toolkit.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.projections.Levels;
import org.junit.jupiter.api.Test;

class OutwardRoundingTest {
  // 0.1 is 25.5 levels.
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.1);
  private static final float[] CLEAN = {0, 0, 1, Levels.value(100)};

  @Test
  void aWayIsLengthenedToEveryLevelThatTheBudgetAllows() {
    float[] image = {20.4f / 255, 3f / 255, 1, Levels.value(100)};

    double[] shares = OutwardRounding.shares(BUDGET, CLEAN, image);

    double[] levels = {21, 22, 23, 24, 25};
    assertThat(shares).hasSize(levels.length);
    for (int i = 0; i < levels.length; i++) {
      assertThat(shares[i]).isCloseTo(levels[i] / 20.4, within(1e-6));
    }
    assertThat(OutwardRounding.shares(BUDGET, CLEAN, CLEAN)).isEmpty();
  }

  // Lengths 0.3 + 0.002, 0.3 + 0.004, and so on until 0.32 is passed.
  @Test
  void aWayIsLengthenedInEuclideanStepsUpToTheRadius() {
    float[] image = {0.3f, 0, 1, Levels.value(100)};

    double[] shares = OutwardRounding.shares(new Budget(Norm.L2, 0.32), CLEAN, image);

    assertThat(shares)
        .containsExactly(
            new double[] {0.302 / 0.3, 0.304 / 0.3, 0.308 / 0.3, 0.316 / 0.3}, within(1e-6));
  }
}
