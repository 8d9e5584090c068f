package dev.gauntlet.plugins.carliniwagner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS within the box [0, 1]ⁿ: quasi-Newton directions for the variables that are
 * free, projected backtracking along them (Bertsekas, "Projected Newton methods", 1982; Nocedal,
 * 1980, for the two-loop recursion). It asks for the function point by point, so that the points of
 * many descents can be evaluated as one batch.
 */
final class BoxDescent {
  private static final int MEMORY = 10;
  private static final int HALVINGS = 20;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVED = 1e-10;
  private static final double SMALL_DECREASE = 1e-7;

  /** A step taken, and how the gradient changed along it. */
  private static final class Pair {
    final double[] step;
    final double[] change;

    Pair(double[] step, double[] change) {
      this.step = step;
      this.change = change;
    }
  }

  private final Deque<Pair> memory = new ArrayDeque<>();
  // 1 for a free variable, 0 for one held at its bound.
  private final double[] free;
  private final int iterations;
  private double[] point;
  private double value = Double.POSITIVE_INFINITY;
  private double[] gradient;
  private double[] direction;
  private double[] next;
  private double length;
  private int iteration;
  private int halvings;
  private boolean done;

  /**
   * Before the first evaluation.
   *
   * @param iterations at most so many
   * @param start in the box; copied
   */
  BoxDescent(int iterations, double[] start) {
    this.iterations = iterations;
    this.point = start.clone();
    this.next = point;
    this.free = new double[start.length];
  }

  /** Whether the function hardly falls any more, or the iterations are spent. */
  boolean done() {
    return done;
  }

  /** Where the function is to be evaluated next; not to be changed. */
  double[] next() {
    return next;
  }

  /** The lowest point so far. */
  double[] lowest() {
    return point.clone();
  }

  /**
   * Goes on from what the function is at {@link #next}.
   *
   * @param nextValue there
   * @param nextGradient there; kept
   */
  void at(double nextValue, double[] nextGradient) {
    if (gradient == null) {
      accept(nextValue, nextGradient);
    } else if (rises(nextValue)) {
      halve();
    } else if (value - nextValue <= SMALL_DECREASE * Math.max(1, Math.abs(value))) {
      point = next;
      done = true;
    } else {
      memory.addFirst(new Pair(minus(next, point), minus(nextGradient, gradient)));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
      iteration++;
      accept(nextValue, nextGradient);
    }
  }

  private void accept(double nextValue, double[] nextGradient) {
    point = next;
    value = nextValue;
    gradient = nextGradient;
    if (iteration == iterations) {
      done = true;
      return;
    }
    hold();
    direction = direction();
    if (dot(direction, gradient) >= 0) {
      memory.clear();
      direction = direction();
    }
    length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(direction, direction))) : 1;
    halvings = 0;
    next = moved();
  }

  private void halve() {
    if (halvings == HALVINGS) {
      done = true;
      return;
    }
    halvings++;
    length /= 2;
    next = moved();
  }

  // Or does not fall enough for the way it went (Armijo).
  private boolean rises(double nextValue) {
    double slope = 0;
    for (int i = 0; i < point.length; i++) {
      slope += gradient[i] * (next[i] - point[i]);
    }
    return nextValue > value + SUFFICIENT * slope;
  }

  // Held where the bound is reached and the descent leads across it.
  private void hold() {
    for (int i = 0; i < free.length; i++) {
      boolean held = (point[i] <= 0 && gradient[i] > 0) || (point[i] >= 1 && gradient[i] < 0);
      free[i] = held ? 0 : 1;
    }
  }

  // All of q is 0 where it is held, so a product with q needs no mask of its own.
  private double[] direction() {
    double[] q = new double[gradient.length];
    add(q, -1, gradient);
    double[] weights = new double[memory.size()];
    double[] curvatures = new double[memory.size()];
    int index = 0;
    double scale = 0;
    for (Pair pair : memory) {
      double curvature = freeDot(pair.step, pair.change);
      curvatures[index] = curvature;
      if (curvature > CURVED) {
        weights[index] = dot(pair.step, q) / curvature;
        add(q, -weights[index], pair.change);
        scale = scale > 0 ? scale : curvature / freeDot(pair.change, pair.change);
      }
      index++;
    }
    for (int i = 0; scale > 0 && i < q.length; i++) {
      q[i] *= scale;
    }
    for (Iterator<Pair> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      index--;
      if (curvatures[index] > CURVED) {
        add(q, weights[index] - dot(pair.change, q) / curvatures[index], pair.step);
      }
    }
    return q;
  }

  private double[] moved() {
    double[] moved = new double[point.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.min(1, Math.max(0, point[i] + length * direction[i]));
    }
    return moved;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private void add(double[] to, double factor, double[] values) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i] * free[i];
    }
  }

  private double freeDot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += a[i] * b[i] * free[i];
      odd += a[i + 1] * b[i + 1] * free[i + 1];
    }
    return i < a.length ? even + odd + a[i] * b[i] * free[i] : even + odd;
  }

  // Four sums side by side: one alone waits for each addition before the next.
  private static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    double rest = 0;
    for (; i < a.length; i++) {
      rest += a[i] * b[i];
    }
    return first + second + third + fourth + rest;
  }
}
