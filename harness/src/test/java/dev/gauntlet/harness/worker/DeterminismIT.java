package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mxnet", "pytorch"})
  void theSameSeedGivesTheSameBytesInTwoProcesses(String engine) throws IOException {
    ShippedModel model = new ShippedModel(folder, 40);

    Path first = inItsOwnProcess(model, engine, "first");
    Path second = inItsOwnProcess(model, engine, "second");

    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(first).isNotEmptyFile();
  }

  private static Path inItsOwnProcess(ShippedModel model, String engine, String name)
      throws IOException {
    try (WorkerProcess worker = model.worker(engine, "cpu", 1)) {
      return model.attack(worker, name, 40);
    }
  }
}
