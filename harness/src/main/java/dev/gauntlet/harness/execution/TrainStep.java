package dev.gauntlet.harness.execution;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.execution.TrainingSnapshots.Snapshot;
import dev.gauntlet.harness.plan.ShippedCheckpoints;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Scratch;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerException;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.message.Advanced;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Saved;
import dev.gauntlet.harness.worker.message.Train;
import dev.gauntlet.harness.worker.message.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Trains one model in a worker of its own and stores the checkpoint. */
final class TrainStep {
  private static final String CHECKPOINT = "checkpoint";
  private static final String SNAPSHOTS = "snapshots";

  /** A training has no time limit of its own; this only ends one that hangs for days. */
  private static final Duration LIMIT = Duration.ofDays(30);

  private final RunContext context;
  private String log = "";

  TrainStep(RunContext context) {
    this.context = context;
  }

  /**
   * Trains, or goes on where an interrupted training stopped; all needs must be in the store. A
   * worker that dies may have been killed, by a system short of memory say: another one goes on.
   *
   * @throws TrainingException if the plugin fails
   * @throws StoreException if the checkpoint cannot be written
   */
  Entry run(TrainTask task) {
    for (boolean mayRepeat = true; ; mayRepeat = false) {
      try {
        return attempt(task);
      } catch (WorkerException e) {
        if (e.reason() != Reason.DIED || !mayRepeat || Thread.currentThread().isInterrupted()) {
          log = e.log();
          TrainingSnapshots kept = new TrainingSnapshots(context.store(), task.key());
          throw failed(task, e.getMessage(), kept);
        }
      }
    }
  }

  private Entry attempt(TrainTask task) {
    TrainingSnapshots snapshots = new TrainingSnapshots(context.store(), task.key());
    try (Draft draft = context.store().draft(task.spec());
        Scratch scratch = context.store().scratch()) {
      Optional<Snapshot> interrupted = snapshots.newest();
      Path written = scratch.directory().resolve(CHECKPOINT);
      long start = System.nanoTime();
      Trained trained = train(task, written, snapshots, interrupted, scratch.directory());
      double seconds = since(start);
      if (!moveFiles(written, draft.directory())) {
        throw new TrainingException(
            "'%s' trained but wrote nothing into its checkpoint".formatted(task.model().method()));
      }
      context.meter().add(seconds);
      Json.write(draft.directory().resolve(ShippedCheckpoints.MODEL), task.model());
      Json.write(
          draft.directory().resolve(ShippedCheckpoints.PROVENANCE),
          Provenance.of(
              task, context.workers().settings(), trained.notes(), seconds + seconds(interrupted)));
      Entry checkpoint = draft.commit();
      snapshots.forget();
      return checkpoint;
    }
  }

  /** The end of the worker's log, where the training failed. */
  String log() {
    return log;
  }

  private Trained train(
      TrainTask task,
      Path written,
      TrainingSnapshots snapshots,
      Optional<Snapshot> interrupted,
      Path scratch) {
    List<PluginJar> jars = new ArrayList<>(List.of(task.jar()));
    task.opponent().ifPresent(opponent -> jars.add(opponent.source().jar()));
    WorkerKind kind = WorkerKind.of(Role.TRAIN, jars, context.installed(), task.key());
    Optional<Path> goingOn = interrupted.map(snapshot -> copy(snapshot, scratch));
    long start = System.nanoTime();
    AtomicBoolean goesOn = new AtomicBoolean(interrupted.isPresent());
    try (WorkerProcess worker = context.workers().lease(kind)) {
      Reply reply =
          worker.ask(
              request(task, worker.desk(), goingOn),
              LIMIT,
              interim -> {
                if (interim instanceof Advanced progress) {
                  if (goesOn.getAndSet(false)) {
                    resumed(task, progress);
                  }
                  advanced(task, progress);
                } else if (interim instanceof Saved state) {
                  Path taken = scratch.resolve("snapshot-" + state.number());
                  worker.desk().takeFolder(SNAPSHOTS + "/" + state.number(), taken);
                  snapshots.keep(taken, seconds(interrupted) + since(start));
                }
              });
      if (reply instanceof Trained trained) {
        worker.desk().takeFolder(CHECKPOINT, written);
        return trained;
      }
      log = worker.logTail();
      if (reply instanceof Failed failure) {
        // While what the worker has written is still there.
        context.store().requireRoom(failure.error());
        log += failure.trace();
        throw failed(task, failure.error(), snapshots);
      }
      throw failed(task, "the worker answered another question", snapshots);
    } catch (WorkerException e) {
      context.store().requireRoom(e.getMessage());
      throw e;
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double seconds(Optional<Snapshot> interrupted) {
    return interrupted.map(snapshot -> snapshot.facts().seconds()).orElse(0.0);
  }

  /** The worker gets a copy: another process may finish the same training and remove the entry. */
  private static Path copy(Snapshot snapshot, Path scratch) {
    Path directory = folder(scratch, "interrupted");
    snapshot.copyTo(directory);
    return directory;
  }

  private static Path folder(Path scratch, String name) {
    try {
      return Files.createDirectory(scratch.resolve(name));
    } catch (IOException e) {
      throw StoreException.cannotWrite(scratch, e);
    }
  }

  private static TrainingException failed(
      TrainTask task, String error, TrainingSnapshots snapshots) {
    String kept =
        snapshots
            .newest()
            .map(
                snapshot ->
                    "; the last state that it saved is kept in " + snapshot.entry().directory())
            .orElse("");
    return new TrainingException(
        "the training of %s failed: %s%s".formatted(task.model().title(), error, kept));
  }

  /** Its first report tells where it goes on. */
  private void resumed(TrainTask task, Advanced first) {
    context.listener().on(new Event.Resumed(task.key(), task.title(), first.done(), first.total()));
  }

  private void advanced(TrainTask task, Advanced progress) {
    context
        .listener()
        .on(
            new Event.Advanced(
                task.key(), task.title(), progress.done(), progress.total(), progress.message()));
  }

  private Train request(TrainTask task, Desk desk, Optional<Path> interrupted) {
    CheckpointStore checkpoints = context.checkpoints();
    Map<String, CheckpointFiles> needs = new TreeMap<>();
    task.needs().forEach((role, need) -> needs.put(role, desk.lay(checkpoints.files(need))));
    return new Train(
        task.model().method(),
        task.model().parameters(),
        task.model().architecture(),
        task.model().imageShape(),
        task.model().classes(),
        task.model().seed(),
        lay(desk, "training.npz", task.data().training()),
        lay(desk, "validation.npz", task.data().validation()),
        needs,
        desk.expectFolder(CHECKPOINT),
        interrupted.map(state -> desk.lay("interrupted", state)),
        desk.expectFolder(SNAPSHOTS),
        task.opponent()
            .map(against -> desk.lay(checkpoints.model(against.source(), task.model().seed()))),
        task.opponent().map(TrainTask.Opponent::budget));
  }

  private static String lay(Desk desk, String name, LabeledImages images) {
    return desk.lay(
        name,
        Npz.bytes(
            "images",
            images.pixels(),
            new Shape(images.count()).addAll(PerturbedImages.shape(images))),
        Npz.longs("labels", Arrays.stream(images.labels()).asLongStream().toArray()));
  }

  /** Whether there were any. */
  private static boolean moveFiles(Path from, Path to) {
    try (Stream<Path> list = Files.list(from)) {
      List<Path> files = list.toList();
      for (Path file : files) {
        Files.move(file, to.resolve(file.getFileName()));
      }
      return !files.isEmpty();
    } catch (IOException e) {
      throw StoreException.cannotWrite(to, e);
    }
  }
}
