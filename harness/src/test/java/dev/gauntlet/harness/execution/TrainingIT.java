package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.ModelSpec;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plan.TrainingOrder;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.testplugins.BrokenTrainings;
import dev.gauntlet.harness.testplugins.Counting;
import dev.gauntlet.harness.testplugins.ImageCount;
import dev.gauntlet.harness.testplugins.NearestMean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingIT {
  @TempDir static Path folder;
  private static Workbench bench;
  private static final List<Event> events = new ArrayList<>();

  @BeforeAll
  static void openWorkbench() throws Exception {
    Path plugins = folder.resolve("plugins");
    Class<?> model = Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel");
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(model)
        .write(plugins.resolve("means.jar"));
    PluginJarMaker.plugin("broken")
        .extension(BrokenTrainings.class)
        .with(NearestMean.class)
        .with(model)
        .write(plugins.resolve("broken.jar"));
    PluginJarMaker.plugin("counting")
        .extension(Counting.class)
        .extension(ImageCount.class)
        .with(NearestMean.class)
        .with(model)
        .write(plugins.resolve("counting.jar"));
    bench =
        Workbench.open(
            Settings.onCpu(
                folder.resolve("home"),
                List.of(new PluginFolder(plugins, false)),
                "auto",
                1,
                new IsolationChoice(System.getenv()).of("auto"),
                Limits.DEFAULT,
                Optional.empty()),
            warning -> {});
  }

  @AfterAll
  static void closeWorkbench() {
    bench.close();
  }

  @Test
  void aTrainingLeavesACheckpointWithItsProvenanceInTheStore() throws Exception {
    TrainTask task = task("nearest-mean", 1, Map.of("steps", 3));
    Entry checkpoint = train(task);

    assertThat(Npz.read(checkpoint.file("weights.npz")).get(0).getShape())
        .isEqualTo(new Shape(10, 784));
    ModelSpec model = Json.read(checkpoint.file("model.json"), ModelSpec.class);
    assertThat(model.method()).isEqualTo("nearest-mean");
    assertThat(model.parameters().keySet()).containsExactlyInAnyOrder("shrink", "steps");
    Map<?, ?> provenance = Json.read(checkpoint.file("provenance.json"), Map.class);
    assertThat(provenance.get("notes")).isEqualTo(Map.of("trainedOnImages", 550));
    assertThat(provenance.get("seed")).isEqualTo(1);
    assertThat(events)
        .filteredOn(Event.Advanced.class::isInstance)
        .extracting(event -> ((Event.Advanced) event).message())
        .contains("held out 50");
  }

  @Test
  void whatIsInTheStoreIsNotTrainedAgain() {
    TrainTask task = task("nearest-mean", 2, Map.of());
    Entry first = train(task);
    events.clear();
    Entry second = train(task);
    assertThat(second.directory()).isEqualTo(first.directory());
    assertThat(events).containsExactly(new Event.Finished(task.key(), task.title(), true));
  }

  @Test
  void whatTrainingsNeedIsMadeOnceByADropInJar() {
    Entry first = train(task("counting", 1, Map.of()));
    Map<?, ?> provenance = Json.read(first.file("provenance.json"), Map.class);
    assertThat(provenance.get("notes")).isEqualTo(Map.of("trainedOnImages", 550, "prepared", 1100));
    assertThat(events)
        .filteredOn(Event.Advanced.class::isInstance)
        .extracting(event -> ((Event.Advanced) event).message())
        .contains("counted 1100");

    events.clear();
    train(task("counting", 1, Map.of("shrink", 0.5)));
    String preparation = "train image-count (means, mnist-mini, seed 1)";
    assertThat(events)
        .filteredOn(Event.Finished.class::isInstance)
        .extracting(event -> (Event.Finished) event)
        .anyMatch(finished -> finished.title().equals(preparation) && finished.cached());
  }

  @Test
  void otherParametersMakeAnotherCheckpoint() {
    assertThat(task("nearest-mean", 1, Map.of("shrink", "1/2")).key())
        .isNotEqualTo(task("nearest-mean", 1, Map.of()).key())
        .isEqualTo(task("nearest-mean", 1, Map.of("shrink", 0.5)).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw | the loss is NaN",
        "error | too deep",
        "exit | exit code 7",
        "rubbish | 'not a reply'",
        "nothing | wrote nothing"
      })
  void aTrainingThatGoesWrongSaysHowAndLeavesNoCheckpoint(String how, String message) {
    TrainTask task = task("broken", 1, Map.of("how", how));
    assertThatThrownBy(() -> train(task))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(message);
    assertThat(new CheckpointStore(bench.store()).find(task)).isEmpty();
  }

  @Test
  void anExportHasTheCheckpointsOwnFilesOnly() throws Exception {
    Path exported = folder.resolve("exported");
    CheckpointStore.export(train(task("nearest-mean", 3, Map.of())), exported);
    try (var files = Files.list(exported)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("model.json", "provenance.json", "weights.npz");
    }
  }

  private static Entry train(TrainTask task) {
    return new TrainingRun(bench, events::add).train(task);
  }

  private static TrainTask task(String method, long seed, Map<String, Object> parameters) {
    DatasetStore datasets = new DatasetStore(folder.resolve("data"));
    Dataset mini = datasets.registry().get("mnist-mini");
    return new CheckpointPlanner(
            bench.catalog(),
            mini,
            () ->
                TrainingData.of("mnist-mini", datasets.load("mnist-mini", Split.TRAIN).first(600)),
            bench.environment(),
            true)
        .training(new TrainingOrder(method, "means", seed, parameters));
  }
}
