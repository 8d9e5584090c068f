package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plan.TrainingOrder;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.suite.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at a training, with a built-in defense. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ResumedTrainingIT {
  private static final Path JARS = Path.of("../plugins/target/built-in");

  @TempDir static Path folder;

  @BeforeAll
  static void findPlugins() {
    assumeThat(JARS)
        .as("the built-in plugins, which the package phase makes")
        .isNotEmptyDirectory();
  }

  @Test
  void aKilledTrainingGoesOnToTheSameWeights() throws Exception {
    Entry undisturbed = train(folder.resolve("undisturbed"), event -> {});
    Path home = folder.resolve("home");
    Process harness =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Harness.class.getName(),
                home.toString())
            .inheritIO()
            .start();
    while (snapshots(home).isEmpty()) {
      assertThat(harness.isAlive()).as("the harness still trains").isTrue();
      Thread.sleep(20);
    }
    List<ProcessHandle> workers = harness.descendants().toList();
    harness.destroyForcibly();
    harness.waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get();
    }

    List<String> reports = new ArrayList<>();
    Entry resumed =
        train(
            home,
            event -> {
              if (event instanceof Event.Advanced advanced) {
                reports.add(advanced.message());
              }
            });

    assertThat(weights(resumed)).isEqualTo(weights(undisturbed));
    assertThat(provenance(resumed).get("notes")).isEqualTo(provenance(undisturbed).get("notes"));
    assertThat(reports).noneMatch(report -> report.startsWith("epoch 1,"));
    assertThat(snapshots(home)).isEmpty();
  }

  /** A harness to kill. */
  static final class Harness {
    private Harness() {}

    public static void main(String[] arguments) {
      train(Path.of(arguments[0]), event -> {});
    }
  }

  private static List<Entry> snapshots(Path home) {
    return new Inventory(new Store(home, warning -> {}))
        .list().stream().filter(entry -> entry.kind() == Kind.SNAPSHOT).toList();
  }

  /** The files themselves differ: a ZIP archive has the time in it. */
  private static List<ByteBuffer> weights(Entry checkpoint) throws IOException {
    try (NDList arrays = Npz.read(checkpoint.file("weights.npz"))) {
      return arrays.stream().map(NDArray::toByteBuffer).toList();
    }
  }

  private static Map<?, ?> provenance(Entry checkpoint) {
    return Json.read(checkpoint.file("provenance.json"), Map.class);
  }

  private static Entry train(Path home, Listener listener) {
    try (Workbench bench =
        Workbench.open(
            Settings.onCpu(
                home,
                List.of(new PluginFolder(JARS, true)),
                "auto",
                1,
                new IsolationChoice(System.getenv()).of("auto"),
                Limits.DEFAULT,
                Optional.empty()),
            warning -> {})) {
      return new TrainingRun(bench, listener).train(task(bench, home));
    }
  }

  private static TrainTask task(Workbench bench, Path home) {
    DatasetStore datasets = new DatasetStore(home.resolve("data"));
    Dataset mini = datasets.registry().get("mnist-mini");
    return new CheckpointPlanner(
            bench.catalog(),
            mini,
            () ->
                TrainingData.of("mnist-mini", datasets.load("mnist-mini", Split.TRAIN).first(2500)),
            bench.environment(),
            true)
        .training(new TrainingOrder("pure-pgd", "d1", 7, Map.of("epochs", 3, "attack_steps", 1)));
  }
}
