package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.api.Norm;

/**
 * The shortest way onto a hyperplane that stays in the pixel range (Croce and Hein 2020, FAB,
 * equation 4): min ‖d‖ subject to w·d = −v and 0 ≤ t + d ≤ 1.
 *
 * <p>Every pixel moves against the sign of v·w by min(λ·a, room), where a is 1 for L∞ and |w| for
 * L2, and room is what the range leaves. λ is first what it would be if no pixel met the end of its
 * range; those that do are fixed there, and λ grows for the others, until none does. That is
 * Newton's method on a concave chain of lines: exact, after a few rounds over ever fewer pixels.
 *
 * <p>On the host: the same rounds as array operations on MXNet took more processor time. Not
 * thread-safe; it keeps its working memory.
 */
final class HyperplaneProjection {
  private final boolean linf;
  private int[] free = {};
  private double[] weights = {};
  private double[] rooms = {};

  HyperplaneProjection(Norm norm) {
    this.linf = norm == Norm.LINF;
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
    double[] way = new double[point.length];
    double side = value > 0 ? -1 : 1;
    double distance = Math.abs(value);
    int count = collect(point, normal, side);
    double slope = 0;
    for (int k = 0; k < count; k++) {
      slope += linf ? weights[k] : weights[k] * weights[k];
    }
    double filled = 0;
    double lambda = 0;
    while (count > 0) {
      lambda = (distance - filled) / slope;
      slope = 0;
      int kept = 0;
      for (int k = 0; k < count; k++) {
        double weight = weights[k];
        double room = rooms[k];
        int pixel = free[k];
        if (room > lambda * (linf ? 1 : weight)) {
          slope += linf ? weight : weight * weight;
          free[kept] = pixel;
          weights[kept] = weight;
          rooms[kept] = room;
          kept++;
        } else {
          filled += weight * room;
          way[pixel] = side * normal[pixel] > 0 ? room : -room;
        }
      }
      if (kept == count) {
        break;
      }
      count = kept;
    }
    for (int k = 0; k < count; k++) {
      double moved = lambda * (linf ? 1 : weights[k]);
      way[free[k]] = side * normal[free[k]] > 0 ? moved : -moved;
    }
    return way;
  }

  // Those pixels that can move and whose moving helps.
  private int collect(double[] point, float[] normal, double side) {
    if (free.length < point.length) {
      free = new int[point.length];
      weights = new double[point.length];
      rooms = new double[point.length];
    }
    int count = 0;
    for (int i = 0; i < point.length; i++) {
      double along = side * normal[i];
      double room = along > 0 ? 1 - point[i] : point[i];
      if (along != 0 && room > 0) {
        free[count] = i;
        weights[count] = Math.abs(along);
        rooms[count] = room;
        count++;
      }
    }
    return count;
  }

  /** The length of a change. */
  double length(double[] change) {
    double largest = 0;
    double squares = 0;
    for (double value : change) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    return linf ? largest : Math.sqrt(squares);
  }
}
