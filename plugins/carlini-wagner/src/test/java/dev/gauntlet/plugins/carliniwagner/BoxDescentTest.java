package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxDescentTest {
  /** A smooth function of n variables: its value at a point, its gradient in the second array. */
  private interface Function {
    double at(double[] point, double[] gradient);
  }

  private static double[] minimize(Function function, double[] start) {
    BoxDescent descent = new BoxDescent(300, start);
    while (!descent.done()) {
      double[] gradient = new double[start.length];
      descent.at(function.at(descent.next(), gradient), gradient);
    }
    return descent.lowest();
  }

  // Σ (i+1)·(xᵢ − cᵢ)² has its minimum in the box at c, cut to the box.
  @Test
  void findsTheMinimumOfASeparableQuadraticInTheBox() {
    double[] centres = {-0.5, 0.2, 0.7, 1.8, 0, 1};

    double[] found =
        minimize(
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
        minimize(
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
        minimize(
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

  // f = (x − 0.6)²/2 + 2(y − 0.2)² from (0.5, 0.5), by hand. The first step is −∇ = (0.1, −1.2)
  // over
  // its length 1.2042, cut to the box at y = 0; f falls from 0.185 to 0.080. Then s = (0.0830,
  // −0.5)
  // and the change of the gradient is (0.0830, −2): the two-loop recursion turns −∇ = (0.0170, 0.8)
  // into (−0.0201, 0.1985).
  @Test
  void takesTheStepsThatTheRecursionGives() {
    BoxDescent descent = new BoxDescent(2, new double[] {0.5, 0.5});
    double[][] asked = new double[3][];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = descent.next().clone();
      double x = asked[i][0] - 0.6;
      double y = asked[i][1] - 0.2;
      descent.at(x * x / 2 + 2 * y * y, new double[] {x, 4 * y});
    }

    assertThat(asked[0]).containsExactly(0.5, 0.5);
    assertThat(asked[1]).containsExactly(new double[] {0.5830455, 0}, within(1e-7));
    assertThat(asked[2]).containsExactly(new double[] {0.5629498186, 0.1984615750}, within(1e-7));
    assertThat(descent.done()).isTrue();
  }
}
