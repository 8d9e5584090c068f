package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.api.Norm;

/**
 * The shortest way onto a hyperplane that stays in the pixel range (Croce and Hein 2020, FAB,
 * equation 4): min ‖d‖ subject to w·d = −v and 0 ≤ t + d ≤ 1.
 *
 * <p>Every pixel moves against the sign of v·w by min(λ·a, room), where a is 1 for L∞ and |w| for
 * L2, and room is what the range leaves. What that covers grows with λ along a concave chain of
 * lines, on which Newton's method from 0 never overshoots and ends exactly after a few steps.
 */
final class HyperplaneProjection {
  private static final double PRECISION = 1e-12;

  private final Norm norm;

  HyperplaneProjection(Norm norm) {
    this.norm = norm;
  }

  /**
   * The way from a point.
   *
   * @param point t, pixels in [0, 1]
   * @param normal w
   * @param value v, what the hyperplane's function is at the point
   * @return d; where the range does not reach the hyperplane, the way to the corner nearest to it
   */
  double[] from(double[] point, float[] normal, double value) {
    double side = Math.signum(value);
    double[] weights = new double[point.length];
    double[] rooms = new double[point.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.abs(normal[i]);
      rooms[i] = side * normal[i] < 0 ? 1 - point[i] : point[i];
    }
    double lambda = lambda(weights, rooms, Math.abs(value));
    double[] way = new double[point.length];
    for (int i = 0; i < way.length; i++) {
      double direction = -side * Math.signum(normal[i]);
      way[i] = direction * Math.min(lambda * pace(weights[i]), rooms[i]);
    }
    return way;
  }

  private double lambda(double[] weights, double[] rooms, double distance) {
    double lambda = 0;
    while (true) {
      double covered = 0;
      double slope = 0;
      for (int i = 0; i < weights.length; i++) {
        double pace = pace(weights[i]);
        boolean free = lambda * pace < rooms[i];
        covered += weights[i] * (free ? lambda * pace : rooms[i]);
        slope += free ? weights[i] * pace : 0;
      }
      double missing = distance - covered;
      // Asked this way round, it ends for NaN too.
      if (!(missing > PRECISION * distance)) {
        return lambda;
      }
      if (slope == 0) {
        return Double.POSITIVE_INFINITY;
      }
      lambda += missing / slope;
    }
  }

  private double pace(double weight) {
    return norm == Norm.LINF ? 1 : weight;
  }

  /** The length of a change. */
  double length(double[] change) {
    double largest = 0;
    double squares = 0;
    for (double value : change) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    return norm == Norm.LINF ? largest : Math.sqrt(squares);
  }
}
