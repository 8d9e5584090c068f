package dev.gauntlet.leaderboard.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  // Newcombe (Statistics in Medicine 17, 1998), table I, method 3, and hand calculation.
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718",
    "50, 100, 0.4038, 0.5962",
    "10, 10, 0.7225, 1"
  })
  void wilsonAgreesWithPublishedIntervals(long correct, long total, double low, double high) {
    Share share = Share.wilson(correct, total);

    assertThat(share.low()).isCloseTo(low, within(5e-5));
    assertThat(share.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void theIntervalMirrorsForErrors() {
    Share right = Share.wilson(903, 1000);
    Share wrong = Share.wilson(97, 1000);

    assertThat(right.low()).isCloseTo(1 - wrong.high(), within(1e-12));
    assertThat(right.high()).isCloseTo(1 - wrong.low(), within(1e-12));
  }

  @Test
  void noImagesSayNothing() {
    assertThat(Share.wilson(0, 0)).isEqualTo(new Share(0, 0, 0, 1));
    assertThat(Share.wilson(0, 0).fraction()).isZero();
  }

  @Test
  void moreCorrectThanTotalIsRefused() {
    assertThatThrownBy(() -> Share.wilson(11, 10))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'correct' is 11, expected from 0 to 10");
  }
}
