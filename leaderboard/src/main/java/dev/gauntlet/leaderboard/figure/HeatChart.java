package dev.gauntlet.leaderboard.figure;

import dev.gauntlet.leaderboard.figure.LineChart.Frame;
import dev.gauntlet.leaderboard.figure.LineChart.Label;
import dev.gauntlet.leaderboard.figure.LineChart.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A value over a plane in steps of colour, laid out, y downwards: the template draws it as it is.
 *
 * @param vertical the name of the y axis
 * @param xTicks along x
 * @param yTicks along y
 * @param cells from the top left
 * @param bar the colours' legend, from the top
 * @param barTicks along it
 * @param originX where x is 0; null where that is not drawn
 * @param originY likewise
 */
public record HeatChart(
    Words words,
    String vertical,
    Frame frame,
    List<Label> xTicks,
    List<Label> yTicks,
    List<Cell> cells,
    List<Cell> bar,
    List<Label> barTicks,
    Double originX,
    Double originY) {
  /** The colour scale's last step; the style sheet has one rule for each. */
  public static final int STEPS = 20;

  private static final int WIDTH = 400;
  private static final int HEIGHT = 370;
  private static final double LEFT = 52;
  private static final double TOP = 42;
  private static final double SIDE = 280;
  private static final double BAR_GAP = 10;
  private static final double BAR_WIDTH = 12;

  /** A rectangle of one colour. */
  public record Cell(double x, double y, double width, double height, int step) {}

  /**
   * Lays out a chart.
   *
   * @param xs rising, as are {@code ys}: where the values are
   * @param value the colours' scale
   * @param values a row for each of {@code ys}
   */
  public static HeatChart of(
      Words words,
      String vertical,
      List<Double> xs,
      List<Double> ys,
      Axis value,
      List<List<Double>> values) {
    Frame frame = new Frame(WIDTH, HEIGHT, LEFT, TOP, LEFT + SIDE, TOP + SIDE);
    Axis x = axis(xs);
    Axis y = axis(ys);
    DoubleUnaryOperator across = at -> tenth(LEFT + x.position(at) * SIDE);
    DoubleUnaryOperator down = at -> tenth(TOP + (1 - y.position(at)) * SIDE);
    double barLeft = LEFT + SIDE + BAR_GAP;
    return new HeatChart(
        words,
        vertical,
        frame,
        labels(x, across),
        labels(y, down),
        cells(xs, ys, across, down, value, values),
        bar(barLeft),
        labels(value, at -> tenth(TOP + (1 - value.position(at)) * SIDE)),
        holdsZero(x) ? across.applyAsDouble(0) : null,
        holdsZero(y) ? down.applyAsDouble(0) : null);
  }

  /** Half a cell more on either side: a value is the middle of its cell. */
  private static Axis axis(List<Double> at) {
    double first = at.get(0) - (at.get(1) - at.get(0)) / 2;
    int last = at.size() - 1;
    return Axis.between(first, at.get(last) + (at.get(last) - at.get(last - 1)) / 2);
  }

  private static boolean holdsZero(Axis axis) {
    return axis.low() < 0 && axis.high() > 0;
  }

  private static List<Label> labels(Axis axis, DoubleUnaryOperator place) {
    return axis.ticks().stream()
        .map(tick -> new Label(place.applyAsDouble(tick.value()), tick.text()))
        .toList();
  }

  private static List<Cell> cells(
      List<Double> xs,
      List<Double> ys,
      DoubleUnaryOperator across,
      DoubleUnaryOperator down,
      Axis value,
      List<List<Double>> values) {
    List<Cell> cells = new ArrayList<>();
    for (int row = ys.size() - 1; row >= 0; row--) {
      double top = down.applyAsDouble(border(ys, row + 1));
      double bottom = down.applyAsDouble(border(ys, row));
      // Neighbours of one colour are one rectangle.
      for (int from = 0, to; from < xs.size(); from = to) {
        int step = step(values.get(row).get(from), value);
        for (to = from + 1; to < xs.size() && step(values.get(row).get(to), value) == step; ) {
          to++;
        }
        double left = across.applyAsDouble(border(xs, from));
        double right = across.applyAsDouble(border(xs, to));
        cells.add(new Cell(left, top, tenth(right - left), tenth(bottom - top), step));
      }
    }
    return cells;
  }

  /** Where the cell of the n-th value begins, and the one before it ends. */
  private static double border(List<Double> at, int n) {
    if (n == 0) {
      return at.get(0) - (at.get(1) - at.get(0)) / 2;
    }
    if (n == at.size()) {
      return at.get(n - 1) + (at.get(n - 1) - at.get(n - 2)) / 2;
    }
    return (at.get(n - 1) + at.get(n)) / 2;
  }

  private static int step(double value, Axis scale) {
    return (int) Math.round(STEPS * Math.max(0, Math.min(1, scale.position(value))));
  }

  private static List<Cell> bar(double left) {
    List<Cell> bar = new ArrayList<>();
    double height = SIDE / (STEPS + 1);
    for (int step = STEPS; step >= 0; step--) {
      double top = tenth(TOP + (STEPS - step) * height);
      bar.add(new Cell(left, top, BAR_WIDTH, tenth(height + 0.1), step));
    }
    return bar;
  }

  /** Finer than a screen shows. */
  private static double tenth(double position) {
    return Math.rint(10 * position) / 10;
  }
}
