package dev.gauntlet.leaderboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.leaderboard.Fixture;
import dev.gauntlet.leaderboard.results.BudgetInfo;
import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.Results;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "Linf, 0.3, L∞, 0.3",
    "Linf, 0.03137254901960784, L∞, 8/255",
    "Linf, 0.06274509803921569, L∞, 16/255",
    "Linf, 1, L∞, 1",
    "Linf, 0.000000001, L∞, 1e-9",
    "Linf, 0.00012345, L∞, 0.0001234",
    "L2, 3.5e-12, L₂, 3.5e-12",
    "L2, 1.5, L₂, 1.5",
    "L0, 25, L₀, 25"
  })
  void budgetsAreWrittenAsTheFieldWritesThem(
      String norm, double epsilon, String writtenNorm, String writtenEpsilon) {
    Numbers numbers = numbers(1000, new BudgetInfo(norm, epsilon));

    assertThat(numbers.norm()).isEqualTo(writtenNorm);
    assertThat(numbers.epsilon()).isEqualTo(writtenEpsilon);
  }

  @ParameterizedTest
  @CsvSource({
    "Linf, 0.3, 0.3000",
    "Linf, 0, 0.0000",
    "Linf, 0.0005, 0.0005",
    "Linf, 0.00049996, 0.0005",
    "Linf, 0.000000001, 1e-9",
    "L2, 1.5, 1.500",
    "L2, 0.0001, 0.0001",
    "L0, 25, 25.0",
    "L0, 0.02, 0.02"
  })
  void noDistanceIsRoundedToNone(String norm, double distance, String written) {
    assertThat(numbers(1000, new BudgetInfo(norm, 0.3)).distance(distance)).isEqualTo(written);
  }

  @Test
  void oneImageMoreShowsInAPercentage() {
    BudgetInfo budget = new BudgetInfo("Linf", 0.3);

    assertThat(numbers(1000, budget).percent(0.981)).isEqualTo("98.1");
    assertThat(numbers(10_000, budget).percent(0.9813)).isEqualTo("98.13");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "14.34, 14.3 s",
    "60, 1 min 0 s",
    "212.4, 3 min 32 s",
    "3600, 1 h 0 min",
    "7384, 2 h 3 min"
  })
  void durationsReadLikeAClock(double seconds, String written) {
    assertThat(Numbers.duration(seconds)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "0, 0", "7.5, 7.5", "13.333333, 13.33", "1200, '1,200'", "100, 100"})
  void meansOfCountsHaveNoZerosAtTheEnd(double number, String written) {
    assertThat(Numbers.decimal(number)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0.9075939, 0.9076",
    "3.9968566, 3.997",
    "-12345.678, -12350",
    "0.00001631468, 1.631e-05",
    "3.4e38, 3.400e+38",
    "0, 0.0"
  })
  void measuresOfAnySizeHaveFourDigits(double number, String written) {
    assertThat(Numbers.significant(number)).isEqualTo(written);
  }

  @Test
  void nothingDependsOnTheMachinesLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
      assertThat(Numbers.seconds(0.0521)).isEqualTo("0.052");
      assertThat(Numbers.minute(Instant.parse("2026-03-01T23:59:31Z")))
          .isEqualTo("1 March 2026, 23:59 UTC");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"999, 999 B", "1000, 1 kB", "2240000, 2.2 MB", "8589934592, 8.6 GB"})
  void sizesAreRounded(long bytes, String written) {
    assertThat(Numbers.bytes(bytes)).isEqualTo(written);
  }

  private static Numbers numbers(int images, BudgetInfo budget) {
    Results results = Fixture.results();
    DatasetInfo dataset =
        new DatasetInfo("d", "D", images, "0".repeat(64), 10, List.of(), 1, 28, 28);
    return new Numbers(
        new Results(
            1,
            results.run(),
            dataset,
            budget,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }
}
