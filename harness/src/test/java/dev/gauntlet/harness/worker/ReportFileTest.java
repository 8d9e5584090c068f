package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.store.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  private static final List<Long> QUERIES = List.of(7L, 8L, 9L);

  @TempDir Path folder;

  private ReportFile file() {
    return new ReportFile(folder.resolve("reported.npz"), new Shape(3, 1, 1, 2), Optional.empty());
  }

  private static NDArray images(float... values) {
    return Npz.floats("any", values, new Shape(values.length / 2, 1, 1, 2));
  }

  @Test
  void everyReportLeavesAllThatWasReportedSoFar() throws IOException {
    ReportFile file = file();
    file.add(images(0.5f, 0.6f), new int[] {2}, QUERIES);
    file.add(images(0.1f, 0.2f, 0.3f, 0.4f), new int[] {0, 2}, List.of(17L, 18L, 19L));

    NDList arrays = Npz.read(folder.resolve("reported.npz"));

    assertThat(arrays.get("positions").toLongArray()).containsExactly(0, 2);
    assertThat(arrays.get("images").toFloatArray()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
    assertThat(arrays.get("queries").toLongArray()).containsExactly(17, 19);
  }

  @Test
  void manyReportsLeaveOneFile() throws IOException {
    ReportFile file = file();
    for (int i = 0; i < 100; i++) {
      file.add(images(i / 100f, 0), new int[] {i % 3}, QUERIES);
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("reported.npz"));
    }
  }

  /** A kill while a report is written leaves its beginning under another name. */
  @Test
  void aReportThatWasCutOffLeavesTheOneBefore() throws IOException {
    ReportFile file = file();
    file.add(images(0.5f, 0.6f), new int[] {1}, QUERIES);
    Files.write(folder.resolve("reported.npz.partial"), new byte[] {'P', 'K'});

    assertThat(Npz.read(folder.resolve("reported.npz")).get("images").toFloatArray())
        .containsExactly(0.5f, 0.6f);

    file.add(images(0.7f, 0.8f), new int[] {1}, QUERIES);
    assertThat(Npz.read(folder.resolve("reported.npz")).get("images").toFloatArray())
        .containsExactly(0.7f, 0.8f);
  }

  @Test
  void whatIsNoImageOfTheBatchIsRefused() {
    ReportFile file = file();
    assertThatThrownBy(() -> file.add(images(0, 0), new int[] {3}, QUERIES))
        .isInstanceOf(GauntletException.class)
        .hasMessage("the attack reported image 3 of a batch of 3");
    assertThatThrownBy(() -> file.add(images(0, 0), new int[] {-1}, QUERIES))
        .isInstanceOf(GauntletException.class);
    assertThatThrownBy(() -> file.add(images(0, 0), new int[] {0, 1}, QUERIES))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("expected float32 (2, 1, 1, 2)");
    assertThat(folder).isEmptyDirectory();
  }
}
