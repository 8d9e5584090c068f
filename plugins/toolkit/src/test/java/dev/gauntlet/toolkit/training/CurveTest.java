package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final Map<String, Double> WATCHED = Map.of("ifgsm10Accuracy", 1 / 7.0);
  private static final Curve CURVE =
      new Curve(
          List.of(
              new Epoch(1, 1 / 3.0, 0.9, OptionalDouble.empty(), WATCHED),
              new Epoch(2, 1e-300, 0.95, OptionalDouble.of(2 / 3.0), WATCHED),
              new Epoch(3, 12.5, 0.95, OptionalDouble.of(0.1), WATCHED)),
          new Cost(1L << 40, 7));

  @Test
  void comesBackFromItsFileToTheLastDigit() {
    MemoryCheckpoint files = new MemoryCheckpoint();
    CURVE.write(files);

    assertThat(Curve.read(files)).isEqualTo(CURVE);
  }

  @Test
  void saysWhichFileIsDamaged() throws IOException {
    for (String text :
        List.of("", "x,1\nheader", "c,1,2\nheader\n1,2", "c,1,2\nheader\none,2,3,4")) {
      MemoryCheckpoint files = new MemoryCheckpoint();
      try (OutputStream out = files.create("curve.csv")) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      assertThatThrownBy(() -> Curve.read(files))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("cannot read curve.csv");
    }
  }

  @Test
  void keepsTheFirstOfEquallyGoodEpochs() {
    Curve even =
        Curve.EMPTY
            .with(new Epoch(1, 1, 0.8, OptionalDouble.empty(), Map.of()), Cost.NONE)
            .with(new Epoch(2, 1, 0.9, OptionalDouble.empty(), Map.of()), Cost.NONE)
            .with(new Epoch(3, 1, 0.9, OptionalDouble.empty(), Map.of()), Cost.NONE);

    assertThat(even.best().number()).isEqualTo(2);
  }

  @Test
  void keepsTheEpochWithTheLowestHeldOutLossWhereThatIsMeasured() {
    Curve curve = Curve.EMPTY;
    for (double loss : new double[] {3, 1, 2}) {
      int number = curve.length() + 1;
      Map<String, Double> watched = Map.of(Measures.HELD_OUT_LOSS, loss, "otherAccuracy", loss);
      curve =
          curve.with(
              new Epoch(number, 1, 0.1 * number, OptionalDouble.of(0.1 * number), watched),
              Cost.NONE);
    }

    assertThat(curve.best().number()).isEqualTo(2);
  }

  @Test
  void isStuckOnlyAfterSeveralEpochsInARow() {
    assertThat(clean(0.1, 0.1).stuckAt(0.1, 3)).isFalse();
    assertThat(clean(0.1, 0.1, 0.1).stuckAt(0.1, 3)).isTrue();
    assertThat(clean(0.1, 0.5, 0.1, 0.1).stuckAt(0.1, 3)).isFalse();
    assertThat(clean(0.9, 0.1, 0.05, 0.1).stuckAt(0.1, 3)).isTrue();
  }

  private static Curve clean(double... accuracies) {
    Curve curve = Curve.EMPTY;
    for (double accuracy : accuracies) {
      curve =
          curve.with(
              new Epoch(curve.length() + 1, 1, accuracy, OptionalDouble.empty(), Map.of()),
              Cost.NONE);
    }
    return curve;
  }
}
