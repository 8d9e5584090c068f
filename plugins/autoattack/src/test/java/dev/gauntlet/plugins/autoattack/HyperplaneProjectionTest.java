package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.api.Norm;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HyperplaneProjectionTest {
  private static final int OTHERS = 200;

  /** A point of the pixel range, a normal, and values that some points of the range reach. */
  private static final class Problem {
    private final double[] point;
    private final float[] normal;
    private final double value;

    private Problem(long seed, int pixels, double part) {
      SplittableRandom random = new SplittableRandom(seed);
      point = random.doubles(pixels).toArray();
      normal = new float[pixels];
      double reachable = 0;
      for (int i = 0; i < pixels; i++) {
        normal[i] = (float) random.nextDouble(-1, 1);
        reachable += Math.max(normal[i] * point[i], normal[i] * (point[i] - 1));
      }
      value = part * reachable;
    }

    private double at(double[] way) {
      double sum = value;
      for (int i = 0; i < way.length; i++) {
        sum += normal[i] * way[i];
      }
      return sum;
    }
  }

  @Property(tries = 200)
  void endsOnTheHyperplaneInsideTheRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int pixels,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll Measured measured) {
    Problem problem = new Problem(seed, pixels, part);

    double[] way = measured.projection().from(problem.point, problem.normal, problem.value);

    assertThat(problem.at(way)).isCloseTo(0, within(1e-9 * pixels));
    for (int i = 0; i < pixels; i++) {
      assertThat(problem.point[i] + way[i]).isBetween(0.0, 1.0);
    }
  }

  // A random point on the far side of the hyperplane is never nearer.
  @Property(tries = 100)
  void findsNoLongerWayThanAnyOther(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int pixels,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double part,
      @ForAll Measured measured) {
    Problem problem = new Problem(seed, pixels, part);
    double[] way = measured.projection().from(problem.point, problem.normal, problem.value);
    SplittableRandom random = new SplittableRandom(~seed);
    for (int other = 0; other < OTHERS; other++) {
      double[] elsewhere = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        elsewhere[i] = random.nextDouble() - problem.point[i];
      }
      if (problem.at(elsewhere) <= 0) {
        assertThat(measured.projection().length(way))
            .isLessThanOrEqualTo(measured.projection().length(elsewhere) + 1e-9);
      }
    }
  }

  @Property(tries = 50)
  void goesAsFarAsTheRangeLetsItWhereTheHyperplaneIsOutside(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int pixels,
      @ForAll Measured measured) {
    Problem problem = new Problem(seed, pixels, 1.5);

    double[] way = measured.projection().from(problem.point, problem.normal, problem.value);

    for (int i = 0; i < pixels; i++) {
      assertThat(problem.point[i] + way[i]).isCloseTo(problem.normal[i] > 0 ? 0 : 1, within(1e-12));
    }
  }

  enum Measured {
    LINF,
    L2;

    HyperplaneProjection projection() {
      return new HyperplaneProjection(Norm.valueOf(name()));
    }
  }
}
