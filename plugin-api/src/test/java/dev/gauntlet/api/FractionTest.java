package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionTest {
  @ParameterizedTest
  @CsvSource({
    "0.3, 0.3",
    "1, 1",
    "8/255, 0.03137254901960784",
    "' 8 / 255 ', 0.03137254901960784",
    "-1/4, -0.25",
    "1e-3, 0.001"
  })
  void readsDecimalsAndFractions(String text, double value) {
    assertThat(Fraction.parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "eight", "8/", "/255", "1/2/3", "1/0", "0/0", "NaN", "Infinity"})
  void refusesEverythingElse(String text) {
    assertThat(Fraction.parse(text)).isEmpty();
  }
}
