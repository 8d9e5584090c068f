package dev.gauntlet.plugins.carliniwagner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS within the box [0, 1]ⁿ: quasi-Newton directions for the variables that are
 * free, projected backtracking along them (Bertsekas, "Projected Newton methods", 1982; Nocedal,
 * 1980, for the two-loop recursion).
 *
 * @param iterations at most so many
 */
record QuasiNewton(int iterations) {
  private static final int MEMORY = 10;
  private static final int HALVINGS = 20;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVED = 1e-10;
  private static final double SMALL_DECREASE = 1e-7;

  /** A smooth function of n variables. */
  interface Function {
    /**
     * The value at a point.
     *
     * @param gradient is overwritten with the gradient there
     */
    double at(double[] point, double[] gradient);
  }

  /** A step taken, and how the gradient changed along it. */
  private static final class Pair {
    final double[] step;
    final double[] change;

    Pair(double[] step, double[] change) {
      this.step = step;
      this.change = change;
    }
  }

  /** Descends from a start in the box until the function hardly falls any more. */
  double[] minimize(Function function, double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      boolean[] free = free(point, gradient);
      double[] direction = direction(gradient, free, memory);
      if (dot(direction, gradient, free) >= 0) {
        memory.clear();
        direction = direction(gradient, free, memory);
      }
      double length = memory.isEmpty() ? 1 / Math.max(1, norm(direction)) : 1;
      double[] next = move(point, direction, length);
      double[] nextGradient = new double[point.length];
      double nextValue = function.at(next, nextGradient);
      for (int halving = 0; rises(value, nextValue, gradient, point, next); halving++) {
        if (halving == HALVINGS) {
          return point;
        }
        length /= 2;
        next = move(point, direction, length);
        nextValue = function.at(next, nextGradient);
      }
      if (value - nextValue <= SMALL_DECREASE * Math.max(1, Math.abs(value))) {
        return next;
      }
      memory.addFirst(new Pair(minus(next, point), minus(nextGradient, gradient)));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  // Or does not fall enough for the way it went (Armijo).
  private static boolean rises(
      double value, double nextValue, double[] gradient, double[] point, double[] next) {
    return nextValue > value + SUFFICIENT * slope(gradient, point, next);
  }

  // Held where the bound is reached and the descent leads across it.
  private static boolean[] free(double[] point, double[] gradient) {
    boolean[] free = new boolean[point.length];
    for (int i = 0; i < free.length; i++) {
      free[i] = !(point[i] <= 0 && gradient[i] > 0) && !(point[i] >= 1 && gradient[i] < 0);
    }
    return free;
  }

  private static double[] direction(double[] gradient, boolean[] free, Deque<Pair> memory) {
    double[] q = new double[gradient.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = free[i] ? -gradient[i] : 0;
    }
    double[] weights = new double[memory.size()];
    int index = 0;
    double scale = 0;
    for (Pair pair : memory) {
      double curvature = dot(pair.step, pair.change, free);
      if (curvature > CURVED) {
        weights[index] = dot(pair.step, q, free) / curvature;
        add(q, -weights[index], pair.change, free);
        scale = scale > 0 ? scale : curvature / dot(pair.change, pair.change, free);
      }
      index++;
    }
    for (int i = 0; scale > 0 && i < q.length; i++) {
      q[i] *= scale;
    }
    for (Iterator<Pair> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      index--;
      double curvature = dot(pair.step, pair.change, free);
      if (curvature > CURVED) {
        add(q, weights[index] - dot(pair.change, q, free) / curvature, pair.step, free);
      }
    }
    return q;
  }

  private static double[] move(double[] point, double[] direction, double length) {
    double[] moved = new double[point.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.min(1, Math.max(0, point[i] + length * direction[i]));
    }
    return moved;
  }

  private static double slope(double[] gradient, double[] from, double[] to) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += gradient[i] * (to[i] - from[i]);
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static void add(double[] to, double factor, double[] values, boolean[] where) {
    for (int i = 0; i < to.length; i++) {
      to[i] += where[i] ? factor * values[i] : 0;
    }
  }

  private static double dot(double[] a, double[] b, boolean[] where) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += where[i] ? a[i] * b[i] : 0;
    }
    return sum;
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
