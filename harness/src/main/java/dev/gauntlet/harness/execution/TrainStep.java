package dev.gauntlet.harness.execution;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.ShippedCheckpoints;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerException;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerPool;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Train;
import dev.gauntlet.harness.worker.message.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Trains one model in a worker of its own and stores the checkpoint. */
final class TrainStep {
  /** A training has no time limit of its own; this only ends one that hangs for days. */
  private static final Duration LIMIT = Duration.ofDays(30);

  private final Store store;
  private final WorkerPool workers;
  private final List<PluginJar> installed;
  private final Path scratch;
  private final Listener listener;

  TrainStep(
      Store store, WorkerPool workers, List<PluginJar> installed, Path scratch, Listener listener) {
    this.store = store;
    this.workers = workers;
    this.installed = installed;
    this.scratch = scratch;
    this.listener = listener;
  }

  /**
   * Trains; all needs must be in the store.
   *
   * @throws TrainingException if the plugin fails
   * @throws StoreException if the checkpoint cannot be written
   */
  Entry run(TrainTask task) {
    try (Draft draft = store.draft(task.spec())) {
      Trained trained = train(task, draft.directory());
      if (isEmpty(draft.directory())) {
        throw new TrainingException(
            "'%s' trained but wrote nothing into its checkpoint".formatted(task.model().method()));
      }
      Json.write(draft.directory().resolve(ShippedCheckpoints.MODEL), task.model());
      Json.write(
          draft.directory().resolve(ShippedCheckpoints.PROVENANCE),
          Provenance.of(task, workers.settings(), trained));
      return draft.commit();
    }
  }

  private Trained train(TrainTask task, Path output) {
    WorkerKind kind = WorkerKind.of(Role.TRAIN, List.of(task.jar()), installed);
    try (WorkerProcess worker = workers.lease(kind)) {
      Reply reply;
      try {
        reply =
            worker.ask(
                request(task, output),
                LIMIT,
                progress ->
                    listener.on(
                        new Event.Advanced(
                            task.key(),
                            title(task),
                            progress.done(),
                            progress.total(),
                            progress.message())));
      } catch (WorkerException e) {
        throw new TrainingException(
            "the training of %s failed: %s%n%s"
                .formatted(task.model().title(), e.getMessage(), worker.logTail()));
      }
      if (reply instanceof Trained trained) {
        return trained;
      }
      throw new TrainingException(
          "the training of %s failed: %s"
              .formatted(
                  task.model().title(), reply instanceof Failed failed ? failed.error() : reply));
    }
  }

  static String title(TrainTask task) {
    return "train " + task.model().title();
  }

  private Train request(TrainTask task, Path output) {
    CheckpointStore checkpoints = new CheckpointStore(store);
    Map<String, CheckpointFiles> needs = new TreeMap<>();
    task.needs().forEach((role, need) -> needs.put(role, checkpoints.files(need)));
    TrainingData data = task.data();
    return new Train(
        task.model().method(),
        task.model().parameters(),
        task.model().architecture(),
        task.model().imageShape(),
        task.model().classes(),
        task.model().seed(),
        images("training", data.training()),
        images("validation", data.validation()),
        needs,
        output.toString(),
        Optional.empty(),
        Optional.empty());
  }

  /** Writes a part of the data once for all trainings of the run. */
  private String images(String part, LabeledImages images) {
    Path file = scratch.resolve(part + "-" + images.sha256().substring(0, 16) + ".npz");
    synchronized (TrainStep.class) {
      if (Files.exists(file)) {
        return file.toString();
      }
      long[] labels = Arrays.stream(images.labels()).asLongStream().toArray();
      Shape shape = new Shape(images.count(), images.channels(), images.height(), images.width());
      try {
        Npz.write(file, Npz.bytes("images", images.pixels(), shape), Npz.longs("labels", labels));
      } catch (IOException e) {
        throw StoreException.cannotWrite(file, e);
      }
    }
    return file.toString();
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw StoreException.cannotRead(directory, e);
    }
  }
}
