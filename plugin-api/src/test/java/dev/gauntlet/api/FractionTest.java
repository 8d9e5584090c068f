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
    "1e-3, 0.001",
    "1e-9, 0.000000001",
    "0e-999, 0",
    "+.5, 0.5",
    "5., 5"
  })
  void readsDecimalsAndFractions(String text, double value) {
    assertThat(Fraction.parse(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "eight", "8/", "/255", "1/2/3", "0/0", "-", ".", "e5", "1e", "1e99999"})
  void refusesEverythingElse(String text) {
    assertThat(Fraction.parse(text)).isEmpty();
  }

  /** Most of these are numbers to Double.parseDouble. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,3 | write a decimal point: 0.3",
        "8,5/255 | write a decimal point: 8.5/255",
        "5,000 | write no comma: 5000, or with a decimal point 5.000",
        "0.3f | write no letter after it: 0.3",
        "0.3D | write no letter after it: 0.3",
        "8/255f | write no letter after it: 8/255",
        "0x1p-2 | write it in decimal digits",
        "NaN | it must be finite",
        "-Infinity | it must be finite",
        ".inf | it must be finite",
        "1e999 | it is too large",
        "1e300/1e-300 | it is too large",
        "1e-999 | it is too close to 0",
        "1e-300/1e300 | it is too close to 0",
        "8/0 | it divides by 0",
        "0. 3 | write nothing between the digits: 0.3",
        "1_000 | write nothing between the digits: 1000",
        "30 % | write a share as 0.3 or 30/100, not in percent",
        "۰.۳ | write the digits 0 to 9",
      })
  void saysWhatToWriteInstead(String text, String hint) {
    assertThat(Fraction.parse(text)).isEmpty();
    assertThat(Fraction.hint(text)).contains(hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eight", "8/", "1/2/3", ".", "0.3", "8 / 255"})
  void isSilentWhereTheFormTellsNothing(String text) {
    assertThat(Fraction.hint(text)).isEmpty();
  }
}
