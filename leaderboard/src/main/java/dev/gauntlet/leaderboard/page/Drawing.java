package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.analysis.Figure;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import dev.gauntlet.leaderboard.analysis.Surface;
import dev.gauntlet.leaderboard.figure.Axis;
import dev.gauntlet.leaderboard.figure.HeatChart;
import dev.gauntlet.leaderboard.figure.LineChart;
import dev.gauntlet.leaderboard.figure.Series;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A figure of an analysis, laid out: a chart of lines, or one of colours; the other is null.
 *
 * @param width in the units of the chart, as is {@code height}
 */
public record Drawing(LineChart lines, HeatChart heat, int width, int height) {
  /** Letters that a wide chart has room for along its x axis, at the size of its text. */
  private static final int LETTERS = 72;

  /** Above this share an axis need not begin at zero to show what matters. */
  private static final double HIGH = 0.5;

  /** Lays out all figures of an analysis; ids of elements begin with {@code prefix}. */
  public static List<Drawing> of(List<Figure> figures, String prefix) {
    return IntStream.range(0, figures.size())
        .mapToObj(i -> of(figures.get(i), prefix + "-" + (i + 1)))
        .toList();
  }

  private static Drawing of(Figure figure, String id) {
    if (figure instanceof Surface surface) {
      HeatChart heat = heat(surface, id);
      return new Drawing(null, heat, heat.frame().width(), heat.frame().height());
    }
    LineChart lines = lines((Lines) figure, id);
    return new Drawing(lines, null, lines.frame().width(), lines.frame().height());
  }

  private static HeatChart heat(Surface surface, String id) {
    double highest =
        surface.values().stream().flatMap(List::stream).mapToDouble(value -> value).max().orElse(0);
    return HeatChart.of(
        new LineChart.Words(
            id,
            surface.title(),
            "From "
                + Numbers.significant(lowest(surface))
                + " to "
                + Numbers.significant(highest)
                + ". Every number is in the CSV file.",
            surface.x()),
        surface.y(),
        surface.xs(),
        surface.ys(),
        Axis.withZero(0, highest),
        surface.values());
  }

  private static double lowest(Surface surface) {
    return surface.values().stream().flatMap(List::stream).mapToDouble(v -> v).min().orElse(0);
  }

  private static LineChart lines(Lines figure, String id) {
    double[] xs =
        figure.lines().stream().flatMap(l -> l.x().stream()).mapToDouble(v -> v).toArray();
    double[] ys =
        figure.lines().stream().flatMap(l -> l.y().stream()).mapToDouble(v -> v).toArray();
    return LineChart.of(
        LineChart.Size.WIDE,
        new LineChart.Words(id, figure.title(), description(figure), figure.x().title()),
        axis(figure.x(), xs, false),
        axis(figure.y(), ys, true),
        figure.lines().stream()
            .map(line -> new Series(line.name(), line.colour(), line.dashed(), points(line)))
            .toList(),
        null);
  }

  private static List<Series.Point> points(Lines.Line line) {
    return IntStream.range(0, line.x().size())
        .mapToObj(i -> new Series.Point(line.x().get(i), line.y().get(i)))
        .toList();
  }

  private static Axis axis(Scale scale, double[] values, boolean upright) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    return switch (scale.unit()) {
      case PERCENT -> upright && low >= HIGH ? Axis.percentFrom(low) : Axis.percent();
      case WHOLE -> Axis.whole((int) low, (int) high);
      case NUMBER -> Axis.withZero(low, high);
      case NAME -> Axis.names(scale.names(), LETTERS);
    };
  }

  private static String description(Lines figure) {
    StringBuilder description = new StringBuilder();
    for (Lines.Line line : figure.lines()) {
      int last = line.y().size() - 1;
      description
          .append(line.name())
          .append(": ")
          .append(text(figure.y(), line.y().get(0)))
          .append(" at first, ")
          .append(text(figure.y(), line.y().get(last)))
          .append(" at last. ");
    }
    return description + "Every number is in the CSV file.";
  }

  private static String text(Scale scale, double value) {
    return scale.unit() == Scale.Unit.PERCENT
        ? Numbers.finePercent(value) + " %"
        : Numbers.significant(value);
  }
}
