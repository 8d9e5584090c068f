package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuasiNewtonTest {
  private static final QuasiNewton DESCENT = new QuasiNewton(300);

  // Σ (i+1)·(xᵢ − cᵢ)² has its minimum in the box at c, cut to the box.
  @Test
  void findsTheMinimumOfASeparableQuadraticInTheBox() {
    double[] centres = {-0.5, 0.2, 0.7, 1.8, 0, 1};

    double[] found =
        DESCENT.minimize(
            (point, gradient) -> {
              double value = 0;
              for (int i = 0; i < point.length; i++) {
                value += (i + 1) * (point[i] - centres[i]) * (point[i] - centres[i]);
                gradient[i] = 2 * (i + 1) * (point[i] - centres[i]);
              }
              return value;
            },
            new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5});

    assertThat(found).containsExactly(new double[] {0, 0.2, 0.7, 1, 0, 1}, within(1e-3));
  }

  // The minimum of the whole lies outside; on the edge x = 1 that of y = x² is left.
  @Test
  void findsTheMinimumOfACurvedValleyThatLeavesTheBox() {
    double[] found =
        DESCENT.minimize(
            (point, gradient) -> {
              double across = point[1] - 0.5 * point[0] * point[0];
              double along = 2 - point[0];
              gradient[0] = -200 * across * point[0] - 2 * along;
              gradient[1] = 200 * across;
              return 100 * across * across + along * along;
            },
            new double[] {0.1, 0.9});

    assertThat(found).containsExactly(new double[] {1, 0.5}, within(1e-3));
  }

  @Test
  void needsFarFewerEvaluationsThanThereAreVariables() {
    int[] evaluations = {0};
    double[] found =
        DESCENT.minimize(
            (point, gradient) -> {
              evaluations[0]++;
              double value = 0;
              for (int i = 0; i < point.length; i++) {
                double curvature = 1 + i % 10;
                value += curvature * (point[i] - 0.3) * (point[i] - 0.3);
                gradient[i] = 2 * curvature * (point[i] - 0.3);
              }
              return value;
            },
            new double[1000]);

    for (double value : found) {
      assertThat(value).isCloseTo(0.3, within(1e-3));
    }
    assertThat(evaluations[0]).isLessThan(60);
  }
}
