package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.plan.ModelSpec;
import dev.gauntlet.harness.plan.ShippedCheckpoint;
import dev.gauntlet.harness.plugins.Archive;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.OutputFolder;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.store.WriteFailure;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints in the store; those that plugins ship are unpacked into it on first use. */
public final class CheckpointStore {
  private final Store store;

  /** The checkpoints of a store. */
  public CheckpointStore(Store store) {
    this.store = store;
  }

  /** A checkpoint's files, if it is there or shipped. */
  public Optional<Entry> find(Checkpoint checkpoint) {
    Optional<Entry> entry = store.find(Kind.CHECKPOINT, checkpoint.key());
    return entry.isEmpty() && checkpoint instanceof ShippedCheckpoint shipped
        ? Optional.of(unpack(shipped))
        : entry;
  }

  /** How a worker is told of a checkpoint that is there. */
  CheckpointFiles files(Checkpoint checkpoint) {
    Entry entry =
        find(checkpoint)
            .orElseThrow(
                () ->
                    new StoreException(
                        "the checkpoint of " + checkpoint.model().title() + " has disappeared"));
    return new CheckpointFiles(
        entry.directory().toString(),
        "the checkpoint of " + checkpoint.model().title(),
        checkpoint.model().parameters());
  }

  /**
   * How a worker is told of a model.
   *
   * @param seed of a randomized defense's draws
   */
  ModelFiles model(Checkpoint checkpoint, long seed) {
    ModelSpec model = checkpoint.model();
    return new ModelFiles(
        model.method(),
        files(checkpoint),
        model.architecture(),
        model.imageShape(),
        model.classes(),
        seed);
  }

  /**
   * Copies a checkpoint's own files into a folder, made if needed; while another process does the
   * same, it waits.
   *
   * @throws StoreException if they cannot be written there
   */
  public static void export(Entry entry, Path folder) {
    try (Stream<Path> list = Files.list(entry.directory())) {
      List<Path> files = list.toList();
      OutputFolder.write(
          folder,
          staged -> {
            for (Path file : files) {
              String name = file.getFileName().toString();
              if (!Store.BOOKKEEPING.contains(name)) {
                Files.write(staged.resolve(name), Files.readAllBytes(file));
              }
            }
          });
    } catch (IOException e) {
      throw new StoreException(WriteFailure.text(folder, e, "give another folder with --out"), e);
    }
  }

  private Entry unpack(ShippedCheckpoint shipped) {
    try (Draft draft = store.draft(shipped.spec());
        Archive archive = Archive.open(shipped.jar().path())) {
      for (String name : shipped.files()) {
        try (InputStream in = archive.stream(shipped.folder() + name)) {
          Files.copy(in, draft.directory().resolve(name));
        }
      }
      return draft.commit();
    } catch (IOException e) {
      throw new StoreException(
          "cannot unpack the checkpoint of %s from %s: %s"
              .formatted(
                  shipped.model().title(),
                  shipped.jar().path(),
                  WriteFailure.advice(store.root(), e, "install the jar again")),
          e);
    }
  }
}
