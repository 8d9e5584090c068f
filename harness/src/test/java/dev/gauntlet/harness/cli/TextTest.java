package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "9.94, 9.9 s",
    "10, 10 s",
    "59.4, 59 s",
    "59.6, 1 min 0 s",
    "200, 3 min 20 s",
    "7500, 2 h 5 min"
  })
  void durationsAreBrief(double seconds, String text) {
    assertThat(Durations.brief(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1073741824, 1.0 GiB",
    "9223372036854775807, 8.0 EiB"
  })
  void bytesAreInTheLargestUnit(long count, String text) {
    assertThat(Bytes.text(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.3000",
    "0, 0.0000",
    "784, 784.0",
    "0.001, 0.0010",
    "0.00012345678, 0.0001235",
    "1e-9, 1e-9"
  })
  void noRadiusAndNoDistanceIsRoundedToNone(double number, String text) {
    assertThat(AttackSummary.number(number)).isEqualTo(text);
  }

  @Test
  void amountsHaveUnits() {
    Bytes.Converter converter = new Bytes.Converter();

    assertThat(converter.convert("512m")).isEqualTo(new Bytes(512L << 20));
    assertThat(converter.convert("5GB")).isEqualTo(new Bytes(5L << 30));
    assertThatThrownBy(() -> converter.convert("5")).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void columnsAreAsWideAsTheirWidestValue() {
    Table table = new Table(">RANK", "NAME", "");
    table.row(1, "a long name", "x");
    table.row(10, "b", "");

    assertThat(table.lines()).containsExactly("RANK  NAME", "   1  a long name  x", "  10  b");
  }

  @Test
  void defaultsNameTheDatasetsWhereTheyAreOthers() {
    Parameter radius = Parameter.number("epsilon", 0.3, 0, 1, "radius");
    Parameter odd = Parameter.number("step", 1 / 7.0, 0, 1, "step");

    assertThat(Words.defaults(radius)).isEqualTo("0.3");
    assertThat(Words.defaults(radius.on("cifar10", "8/255").on("fashion-mnist", 0.1)))
        .isEqualTo("0.3 (cifar10 8/255, fashion-mnist 0.1)");
    assertThat(Words.defaults(odd)).isEqualTo("0.14285714285714285");
    assertThat(Words.defaults(radius.on("cifar10", 0.3))).isEqualTo("0.3");
  }

  @Test
  void countsHaveTheirPlural() {
    assertThat(Words.count(1, "image")).isEqualTo("1 image");
    assertThat(Words.count(1000, "image")).isEqualTo("1,000 images");
  }
}
