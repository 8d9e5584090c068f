package dev.gauntlet.harness.worker;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.Snapshots;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Saved;
import dev.gauntlet.harness.worker.message.Train;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A training's states, each in a folder of its own that the harness is told of when it is whole.
 */
final class DirectorySnapshots implements Snapshots {
  private final Optional<Path> interrupted;
  private final Path directory;
  private final Consumer<Reply> harness;
  private int number;

  DirectorySnapshots(Train request, Consumer<Reply> harness) {
    this.interrupted = request.snapshot().map(Path::of);
    this.directory = Path.of(request.snapshots());
    this.harness = harness;
  }

  @Override
  public Optional<CheckpointReader> latest() {
    return interrupted.map(files -> new DirectoryCheckpoint(files, "the interrupted training"));
  }

  @Override
  public void save(Consumer<CheckpointWriter> files) {
    number++;
    Path folder = directory.resolve(Integer.toString(number));
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new CheckpointException("cannot save the state of the training: " + e, e);
    }
    files.accept(new DirectoryCheckpointWriter(folder));
    harness.accept(new Saved(number));
  }
}
