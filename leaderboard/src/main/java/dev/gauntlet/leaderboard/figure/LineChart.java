package dev.gauntlet.leaderboard.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * A chart of lines, laid out, y downwards: the template draws it as it is. A line's name stands at
 * its end, so no colour has to be looked up.
 *
 * @param xTicks along x
 * @param yTicks along y
 * @param lines the one that ends highest first
 * @param mark a place along x that is pointed out, with what to say of it; null where there is none
 */
public record LineChart(
    Words words,
    Frame frame,
    List<Label> xTicks,
    List<Label> yTicks,
    List<Line> lines,
    Label mark) {
  private static final double TOP = 42;
  private static final double BELOW = 44;
  private static final double GAP = 9;
  private static final double LINE_SPACING = 18;

  /** Of wide letters, at the size that text has on a narrow screen. */
  private static final double LETTER = 9;

  /** With more, points run into each other. */
  private static final int MOST_DOTS = 40;

  /**
   * What a chart says.
   *
   * @param id different from those of the page's other elements
   * @param title what is drawn, and its unit
   * @param description what a reader who cannot see the chart should know
   * @param horizontal the name of the x axis
   */
  public record Words(String id, String title, String description, String horizontal) {}

  /** The size of the whole, and the edges of the plot in it. */
  public record Frame(
      int width, int height, double left, double top, double right, double bottom) {}

  /** How large a chart is. */
  public enum Size {
    /** Two stand beside each other. */
    SMALL(400, 250),
    /** For many lines, or long names. */
    WIDE(640, 380);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** Text at a place along one direction. */
  public record Label(double at, String text) {}

  /** A point as drawn. */
  public record Dot(double x, double y, boolean marked) {}

  /**
   * One series as drawn.
   *
   * @param path of an SVG path element
   * @param dots every point where there are few; those at the mark always
   * @param nameX where its name begins, behind the last point
   * @param nameY the middle of its name, near the last point
   */
  public record Line(
      String name,
      int colour,
      boolean dashed,
      String path,
      List<Dot> dots,
      double nameX,
      double nameY) {}

  /** A value of x that is pointed out. */
  public record Mark(double x, String text) {}

  /**
   * Lays out a small chart.
   *
   * @param mark null where nothing is pointed out
   */
  public static LineChart of(Words words, Axis x, Axis y, List<Series> series, Mark mark) {
    return of(Size.SMALL, words, x, y, series, mark);
  }

  /**
   * Lays out a chart.
   *
   * @param mark null where nothing is pointed out
   */
  public static LineChart of(
      Size size, Words words, Axis x, Axis y, List<Series> series, Mark mark) {
    double beside = LETTER * longest(y.ticks().stream().map(Axis.Tick::text));
    double behind = LETTER * longest(series.stream().map(Series::name));
    Frame frame =
        new Frame(
            size.width,
            size.height,
            beside + GAP,
            TOP,
            size.width - GAP - Math.max(GAP, behind),
            size.height - BELOW);
    DoubleUnaryOperator across =
        value -> tenth(frame.left() + x.position(value) * (frame.right() - frame.left()));
    DoubleUnaryOperator down =
        value -> tenth(frame.bottom() - y.position(value) * (frame.bottom() - frame.top()));
    return new LineChart(
        words,
        frame,
        labels(x, across),
        labels(y, down),
        lines(series, across, down, mark, frame.bottom()),
        mark == null ? null : new Label(across.applyAsDouble(mark.x()), mark.text()));
  }

  private static int longest(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private static List<Label> labels(Axis axis, DoubleUnaryOperator place) {
    return axis.ticks().stream()
        .map(tick -> new Label(place.applyAsDouble(tick.value()), tick.text()))
        .toList();
  }

  private static List<Line> lines(
      List<Series> series,
      DoubleUnaryOperator across,
      DoubleUnaryOperator down,
      Mark mark,
      double bottom) {
    List<Series> fromTop =
        series.stream()
            .sorted(Comparator.comparingDouble(one -> down.applyAsDouble(one.last().y())))
            .toList();
    List<Line> lines = new ArrayList<>();
    double free = TOP;
    for (Series one : fromTop) {
      // Names of lines that end close together move apart; none comes to lie on the axis.
      double lowest = bottom - GAP - (fromTop.size() - 1 - lines.size()) * LINE_SPACING;
      double nameY = Math.min(lowest, Math.max(free, down.applyAsDouble(one.last().y())));
      free = nameY + LINE_SPACING;
      lines.add(line(one, across, down, mark, nameY));
    }
    return lines;
  }

  private static Line line(
      Series series,
      DoubleUnaryOperator across,
      DoubleUnaryOperator down,
      Mark mark,
      double nameY) {
    StringBuilder path = new StringBuilder();
    List<Dot> dots = new ArrayList<>();
    for (Series.Point point : series.points()) {
      double x = across.applyAsDouble(point.x());
      double y = down.applyAsDouble(point.y());
      path.append(path.isEmpty() ? 'M' : 'L').append(x).append(' ').append(y);
      boolean marked = mark != null && point.x() == mark.x();
      if (marked || series.points().size() <= MOST_DOTS) {
        dots.add(new Dot(x, y, marked));
      }
    }
    double nameX = across.applyAsDouble(series.last().x()) + GAP;
    return new Line(
        series.name(), series.colour(), series.dashed(), path.toString(), dots, nameX, nameY);
  }

  /** Finer than a screen shows. */
  private static double tenth(double position) {
    return Math.rint(10 * position) / 10;
  }
}
