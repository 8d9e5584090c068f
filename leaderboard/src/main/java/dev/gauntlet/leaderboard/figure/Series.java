package dev.gauntlet.leaderboard.figure;

import java.util.Comparator;
import java.util.List;

/**
 * Points to be joined by a line.
 *
 * @param name written at the end of the line; empty where the chart's title says it
 * @param colour from 1 to {@link #COLOURS}; the style sheet has a rule for each
 * @param dashed for what is only there to compare with
 * @param points at least one, kept in the order of x
 */
public record Series(String name, int colour, boolean dashed, List<Point> points) {
  /** How many colours there are. */
  public static final int COLOURS = 6;

  /** Finite numbers, in the units of the chart's axes. */
  public record Point(double x, double y) {
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a point is at (" + x + ", " + y + "): leave it out");
      }
    }
  }

  /** A solid line. */
  public Series(String name, int colour, List<Point> points) {
    this(name, colour, false, points);
  }

  public Series {
    if (colour < 1 || colour > COLOURS) {
      throw new IllegalArgumentException("colour is " + colour + ", expected 1 to " + COLOURS);
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' has no points: leave the series out");
    }
    points = points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
  }

  Point last() {
    return points.get(points.size() - 1);
  }
}
