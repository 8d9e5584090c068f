package dev.gauntlet.leaderboard.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({
    "0.157, 0.908, 0 0.2 0.4 0.6 0.8 1",
    "0.3, 0.3, 0 0.05 0.1 0.15 0.2 0.25 0.3",
    "3.18, 4.0, 0 1 2 3 4",
    "-0.4, 0.7, -0.4 -0.2 0 0.2 0.4 0.6 0.8",
    "-7, -3, -7 -6 -5 -4 -3 -2 -1 0",
    "0, 0, 0 0.2 0.4 0.6 0.8 1",
    "0, 1500, 0 500 1000 1500",
    "0, 7e12, 0 1E+12 2E+12 3E+12 4E+12 5E+12 6E+12 7E+12",
    "0, 3e-9, 0 5E-10 1E-9 1.5E-9 2E-9 2.5E-9 3E-9"
  })
  void measuresLieBetweenRoundNumbers(double low, double high, String ticks) {
    assertThat(texts(Axis.withZero(low, high))).isEqualTo(ticks);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 2, 1 2",
    "1, 8, 1 2 3 4 5 6 7 8",
    "1, 9, 2 4 6 8",
    "1, 300, 50 100 150 200 250 300",
    "1, 10000, 2000 4000 6000 8000 10000"
  })
  void epochsAreWholeAndFew(int low, int high, String ticks) {
    Axis axis = Axis.whole(low, high);

    assertThat(texts(axis)).isEqualTo(ticks);
    assertThat(axis.low()).isEqualTo(low);
    assertThat(axis.high()).isEqualTo(high);
  }

  @Test
  void sharesAreWrittenInPercent() {
    assertThat(texts(Axis.percent())).isEqualTo("0 20 40 60 80 100");
    assertThat(Axis.percent().position(0.25)).isEqualTo(0.25);
  }

  @Test
  void aSingleValueStandsInTheMiddle() {
    assertThat(Axis.whole(3, 3).position(3)).isEqualTo(0.5);
  }

  @Property
  void anyMeasureFindsItsPlace(
      @ForAll @DoubleRange(min = -Float.MAX_VALUE, max = Float.MAX_VALUE) double one,
      @ForAll @DoubleRange(min = -Float.MAX_VALUE, max = Float.MAX_VALUE) double other) {
    Axis axis = Axis.withZero(Math.min(one, other), Math.max(one, other));

    assertThat(axis.position(one)).isBetween(0.0, 1.0);
    assertThat(axis.position(other)).isBetween(0.0, 1.0);
    assertThat(axis.ticks()).hasSizeBetween(2, 10);
    assertThat(axis.ticks().stream().map(Axis.Tick::value)).contains(0.0).isSorted();
    assertThat(axis.ticks())
        .allMatch(tick -> new BigDecimal(tick.text()).doubleValue() == tick.value());
  }

  @Property
  void anyEpochsFindTheirPlace(
      @ForAll @IntRange(min = 1, max = 1_000_000) int first,
      @ForAll @IntRange(min = 0, max = 1_000_000) int more) {
    Axis axis = Axis.whole(first, first + more);

    assertThat(axis.ticks()).hasSizeBetween(1, 8);
    assertThat(axis.ticks())
        .allMatch(tick -> tick.value() >= axis.low() && tick.value() <= axis.high());
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> new Axis(1, Double.NaN, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no axis goes from 1.0 to NaN");
  }

  private static String texts(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::text).collect(Collectors.joining(" "));
  }

  @Test
  void anAxisOfHighSharesBeginsAtARoundNumberBelowThem() {
    Axis axis = Axis.percentFrom(0.9688);

    assertThat(axis.low()).isEqualTo(0.965);
    assertThat(axis.high()).isEqualTo(1);
    assertThat(axis.ticks()).extracting(Axis.Tick::text).startsWith("96.5", "97").endsWith("100");
    assertThat(Axis.percentFrom(1).low()).isLessThan(1);
    assertThat(Axis.percentFrom(0).low()).isZero();
  }

  @Test
  void namesThatHaveNoRoomAreLeftOutButTheLast() {
    List<String> names = List.of("image", "conv1", "conv2", "conv3", "logits");

    assertThat(Axis.names(names, 100).ticks()).extracting(Axis.Tick::text).isEqualTo(names);
    assertThat(Axis.names(names, 20).ticks())
        .extracting(Axis.Tick::text)
        .containsExactly("image", "conv2", "logits");
    assertThat(Axis.names(names, 20).high()).isEqualTo(4);
  }

  @Test
  void betweenTwoNumbersTheRoundOnesAreWritten() {
    assertThat(Axis.between(-0.315, 0.315).ticks())
        .extracting(Axis.Tick::text)
        .containsExactly("-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3");
  }
}
