package dev.gauntlet.leaderboard.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatChartTest {
  private static final LineChart.Words WORDS = new LineChart.Words("id", "t", "d", "a");

  private final HeatChart chart =
      HeatChart.of(
          WORDS,
          "b",
          List.of(-1.0, 0.0, 1.0),
          List.of(0.0, 1.0),
          Axis.withZero(0, 4),
          List.of(List.of(0.0, 0.0, 4.0), List.of(1.0, 2.0, 3.0)));

  @Test
  void valuesAreTheMiddlesOfTheirCells() {
    LineChart.Frame frame = chart.frame();
    double third = (frame.right() - frame.left()) / 3;

    HeatChart.Cell topLeft = chart.cells().get(0);
    assertThat(topLeft.step()).isEqualTo(5);
    assertThat(topLeft.x()).isEqualTo(frame.left());
    assertThat(topLeft.y()).isEqualTo(frame.top());
    assertThat(topLeft.width()).isCloseTo(third, within(0.1));
    assertThat(topLeft.height()).isCloseTo((frame.bottom() - frame.top()) / 2, within(0.1));
    assertThat(chart.cells().get(1).step()).isEqualTo(10);
    assertThat(chart.originX()).isCloseTo(frame.left() + 1.5 * third, within(0.1));
    assertThat(chart.xTicks())
        .filteredOn(tick -> tick.text().equals("1"))
        .allSatisfy(tick -> assertThat(tick.at()).isCloseTo(frame.right() - third / 2, within(0.1)))
        .hasSize(1);
  }

  @Test
  void neighboursOfOneColourAreOneRectangle() {
    assertThat(chart.cells()).hasSize(5);
    HeatChart.Cell lowest = chart.cells().get(3);
    assertThat(lowest.step()).isZero();
    assertThat(lowest.width()).isCloseTo(2 * chart.cells().get(4).width(), within(0.2));
    assertThat(chart.cells().get(4).step()).isEqualTo(HeatChart.STEPS);
  }

  @Test
  void theBarShowsEveryStepWithItsNumbers() {
    assertThat(chart.bar()).extracting(HeatChart.Cell::step).doesNotHaveDuplicates().hasSize(21);
    assertThat(chart.barTicks()).contains(new LineChart.Label(chart.frame().bottom(), "0"));
  }

  @Test
  void anAxisOutsideTheValuesIsNotDrawn() {
    HeatChart right =
        HeatChart.of(
            WORDS,
            "b",
            List.of(1.0, 2.0),
            List.of(-1.0, 1.0),
            Axis.withZero(0, 0),
            List.of(List.of(0.0, 0.0), List.of(0.0, 0.0)));

    assertThat(right.originX()).isNull();
    assertThat(right.originY())
        .isCloseTo((right.frame().top() + right.frame().bottom()) / 2, within(0.1));
  }
}
