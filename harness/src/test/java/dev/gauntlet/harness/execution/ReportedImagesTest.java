package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.harness.store.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportedImagesTest {
  private static final Shape BATCH = new Shape(3, 1, 2, 2);

  @TempDir Path folder;

  private static ReportedImages nothing() {
    return new ReportedImages(BATCH, false, 10, OptionalLong.of(50));
  }

  private Path file(NDArray... arrays) throws IOException {
    Path file = folder.resolve("reported.npz");
    Npz.write(file, arrays);
    return file;
  }

  private static NDArray images(int count, float value) {
    float[] values = new float[count * 4];
    Arrays.fill(values, value);
    return Npz.floats("images", values, new Shape(count, 1, 2, 2));
  }

  private static NDArray positions(long... positions) {
    return Npz.longs("positions", positions);
  }

  private static NDArray queries(long... queries) {
    return Npz.longs("queries", queries);
  }

  @Test
  void laterReportsTakeThePlaceOfEarlierOnes() throws IOException {
    ReportedImages reported = nothing();

    assertThat(reported.read(file(images(2, 0.1f), positions(0, 2), queries(5, 6)))).isEqualTo(2);
    assertThat(reported.read(file(images(1, 0.2f), positions(2), queries(9)))).isEqualTo(1);

    assertThat(reported.image(0).orElseThrow()).containsOnly(0.1f);
    assertThat(reported.image(1)).isEmpty();
    assertThat(reported.image(2).orElseThrow()).containsOnly(0.2f);
    assertThat(reported.queries(2)).isEqualTo(9);
  }

  @Test
  void anImageThatIsNotFiniteIsPassedOver() throws IOException {
    ReportedImages reported = nothing();
    NDArray images =
        Npz.floats(
            "images", new float[] {0, 0, Float.NaN, 0, 0.5f, 0, 0, 0}, new Shape(2, 1, 2, 2));

    assertThat(reported.read(file(images, positions(0, 1), queries(0, 0)))).isEqualTo(1);
    assertThat(reported.image(0)).isEmpty();
    assertThat(reported.image(1)).isPresent();
  }

  @Test
  void whatIsNoReportIsRefused() throws IOException {
    List<NDArray[]> rubbish =
        List.of(
            new NDArray[] {images(1, 0), positions(3), queries(0)},
            new NDArray[] {images(1, 0), positions(-1), queries(0)},
            new NDArray[] {images(1, 0), positions(1L << 32), queries(0)},
            new NDArray[] {images(1, 0), positions(0), queries(-1)},
            new NDArray[] {images(1, 0), positions(0), queries(51)},
            new NDArray[] {images(1, 0), positions(0, 1), queries(0)},
            new NDArray[] {images(1, 0), positions(0)},
            new NDArray[] {positions(0), queries(0)},
            new NDArray[] {images(4, 0), positions(0, 1, 2, 0), queries(0, 0, 0, 0)},
            new NDArray[] {
              Npz.floats("images", new float[4], new Shape(1, 1, 4, 1)), positions(0), queries(0)
            });
    for (NDArray[] arrays : rubbish) {
      ReportedImages reported = nothing();
      Path file = file(arrays);
      assertThatThrownBy(() -> reported.read(file)).isInstanceOf(OutputException.class);
      assertThat(reported.image(0)).isEmpty();
    }
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    Path file = Files.write(folder.resolve("huge.npz"), new byte[1 << 20]);

    assertThatThrownBy(() -> nothing().read(file)).hasMessageContaining("far more");
  }

  @Test
  void targetsThatTheWorkerChoseAreReadAndChecked() throws IOException {
    ReportedImages reported = new ReportedImages(BATCH, true, 10, OptionalLong.empty());

    reported.read(
        file(images(1, 0), positions(1), queries(0), Npz.longs("targets", new long[] {4, 5, 6})));

    assertThat(reported.targets()).hasValue(List.of(4, 5, 6));
    Path wrong =
        file(images(1, 0), positions(1), queries(0), Npz.longs("targets", new long[] {4, 5, 10}));
    assertThatThrownBy(() -> reported.read(wrong)).isInstanceOf(OutputException.class);
  }
}
