package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Perturb;
import dev.gauntlet.harness.worker.message.Perturbed;
import dev.gauntlet.harness.worker.message.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** PGD on a model that Gauntlet ships, in worker processes, as in a run. */
final class ShippedModel {
  private static final Path PLUGINS = Path.of("target/gauntlet/plugins").toAbsolutePath();
  private static final String CHECKPOINT = "src/main/resources/checkpoints/pure-pgd/mnist-d1-seed1";
  private static final ModelFiles MODEL =
      new ModelFiles(
          "pure-pgd",
          new CheckpointFiles(
              Path.of("../plugins/adversarial-training", CHECKPOINT).toAbsolutePath().toString(),
              "pure-pgd",
              Map.of()),
          "d1",
          List.of(1, 28, 28),
          10,
          1);

  private final Path folder;
  private final LabeledImages images;

  ShippedModel(Path folder, int images) {
    this.folder = folder;
    this.images = new DatasetStore(folder).load("mnist-mini", Split.TEST).first(images);
  }

  /** The built-in plugins, or the test is skipped: only the package phase assembles them. */
  static List<Path> plugins() throws IOException {
    assumeThat(PLUGINS).as("the distribution, which the package phase assembles").exists();
    try (Stream<Path> files = Files.list(PLUGINS)) {
      List<Path> jars = files.toList();
      assumeThat(jars)
          .as("the built-in plugins")
          .anyMatch(jar -> jar.toString().contains("gauntlet-pgd"))
          .anyMatch(jar -> jar.toString().contains("adversarial-training"));
      return jars;
    }
  }

  /** A new worker process with the built-in plugins. */
  WorkerProcess worker(String engine, String device, int threads) throws IOException {
    return WorkerProcess.start(
        new WorkerKind(Role.ATTACK, plugins()),
        new WorkerSettings(
            EngineChoice.of(engine),
            device,
            threads,
            new Unconfined(),
            Limits.DEFAULT,
            folder,
            folder));
  }

  /** Lets a worker attack all images and returns the file that it wrote. */
  Path attack(WorkerProcess worker, String name, int steps) throws IOException {
    Path input = folder.resolve(name + "-in.npz");
    Path output = folder.resolve(name + "-out.npz");
    Npz.write(
        input,
        Npz.floats(
            "images", images.unitPixels(0, images.count()), new Shape(images.count(), 1, 28, 28)),
        Npz.longs("labels", Arrays.stream(images.labels()).asLongStream().toArray()));
    Reply reply =
        worker.ask(
            new Perturb(
                "pgd",
                Map.of("steps", steps),
                new Budget(Norm.LINF, 0.3),
                Access.WHITE_BOX,
                List.of(MODEL),
                OptionalLong.empty(),
                Map.of(),
                1,
                images.ids(),
                10,
                false,
                false,
                false,
                input.toString(),
                output.toString(),
                folder.resolve(name + "-reported.npz").toString()),
            Duration.ofMinutes(5),
            progress -> {});
    assertThat(reply).isInstanceOf(Perturbed.class);
    return output;
  }
}
