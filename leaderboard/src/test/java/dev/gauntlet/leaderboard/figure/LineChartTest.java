package dev.gauntlet.leaderboard.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static final LineChart.Words WORDS = new LineChart.Words("id", "t", "d", "epoch");

  @Test
  void valuesAreDrawnWhereTheirAxesSay() {
    LineChart chart = chart(List.of(series("a", 0, 0.5, 1)), null);

    LineChart.Frame frame = chart.frame();
    List<LineChart.Dot> dots = chart.lines().get(0).dots();
    assertThat(dots.get(0).x()).isCloseTo(frame.left(), within(0.05));
    assertThat(dots.get(0).y()).isEqualTo(frame.bottom());
    assertThat(dots.get(1).x()).isCloseTo((frame.left() + frame.right()) / 2, within(0.1));
    assertThat(dots.get(1).y()).isEqualTo((frame.top() + frame.bottom()) / 2);
    assertThat(dots.get(2).x()).isCloseTo(frame.right(), within(0.05));
    assertThat(dots.get(2).y()).isEqualTo(frame.top());
    assertThat(chart.lines().get(0).path())
        .isEqualTo(
            "M%s %sL%s %sL%s %s"
                .formatted(
                    dots.get(0).x(),
                    dots.get(0).y(),
                    dots.get(1).x(),
                    dots.get(1).y(),
                    dots.get(2).x(),
                    dots.get(2).y()));
    assertThat(chart.yTicks()).contains(new LineChart.Label(frame.top(), "100"));
    assertThat(chart.mark()).isNull();
  }

  @Test
  void pointsAreJoinedInTheOrderOfX() {
    Series series = new Series("a", 1, List.of(new Series.Point(3, 0.3), new Series.Point(1, 0.1)));

    assertThat(series.points()).extracting(Series.Point::x).containsExactly(1.0, 3.0);
  }

  @Test
  void theMarkedPointIsDrawnHoweverManyThereAre() {
    double[] values = IntStream.range(0, 300).mapToDouble(i -> i / 300.0).toArray();

    LineChart chart =
        chart(List.of(series("a", values)), new LineChart.Mark(250, "epoch 250 kept"));

    List<LineChart.Dot> dots = chart.lines().get(0).dots();
    assertThat(dots).hasSize(1);
    assertThat(dots.get(0).marked()).isTrue();
    assertThat(dots.get(0).x()).isEqualTo(chart.mark().at());
  }

  @Test
  void namesOfLinesThatEndTogetherStandApart() {
    LineChart chart =
        chart(
            List.of(
                series("lowest", 0.9, 0),
                series("low", 0.9, 0.01),
                series("high", 0.9, 0.985),
                series("highest", 0.9, 0.99)),
            null);

    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("highest", "high", "low", "lowest");
    List<Double> names = chart.lines().stream().map(LineChart.Line::nameY).toList();
    for (int i = 1; i < names.size(); i++) {
      assertThat(names.get(i) - names.get(i - 1)).isGreaterThanOrEqualTo(18);
    }
    assertThat(names).allMatch(y -> y >= chart.frame().top() && y < chart.frame().bottom() - 8);
  }

  @Test
  void aNameFollowsTheLastPoint() {
    LineChart chart = chart(List.of(series("long", 0, 0, 0.2), series("short", 1)), null);

    for (LineChart.Line line : chart.lines()) {
      LineChart.Dot last = line.dots().get(line.dots().size() - 1);
      assertThat(line.nameX()).isCloseTo(last.x() + 9, within(0.01));
      assertThat(line.nameY()).isEqualTo(last.y());
    }
  }

  @Test
  void aWideChartHasTheSameMarginsAndMoreRoom() {
    LineChart small = chart(List.of(series("a", 0, 1)), null);
    LineChart wide =
        LineChart.of(
            LineChart.Size.WIDE,
            WORDS,
            Axis.whole(1, 2),
            Axis.percent(),
            List.of(series("a", 0, 1)),
            null);

    assertThat(wide.frame().left()).isEqualTo(small.frame().left());
    assertThat(wide.frame().height() - wide.frame().bottom())
        .isEqualTo(small.frame().height() - small.frame().bottom());
    assertThat(wide.frame().right() - wide.frame().left())
        .isGreaterThan(1.5 * (small.frame().right() - small.frame().left()));
  }

  @Test
  void aNameHasItsRoomBesideThePlot() {
    LineChart unnamed = chart(List.of(series("", 0, 1)), null);
    LineChart named = chart(List.of(series("robust", 0, 1)), null);

    assertThat(unnamed.frame().right() - named.frame().right()).isGreaterThan(40);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> new Series.Point(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point is at (1.0, NaN): leave it out");
    assertThatThrownBy(() -> new Series("a", 1, List.of()))
        .hasMessage("'a' has no points: leave the series out");
    assertThatThrownBy(() -> new Series("a", 7, List.of(new Series.Point(1, 1))))
        .hasMessage("colour is 7, expected 1 to 6");
  }

  /** Values from 0 to 1 at 1, 2, 3. */
  private static Series series(String name, double... values) {
    return new Series(
        name,
        1,
        IntStream.range(0, values.length)
            .mapToObj(i -> new Series.Point(i + 1, values[i]))
            .toList());
  }

  private static LineChart chart(List<Series> series, LineChart.Mark mark) {
    int last = series.get(0).points().size();
    return LineChart.of(WORDS, Axis.whole(1, last), Axis.percent(), series, mark);
  }
}
