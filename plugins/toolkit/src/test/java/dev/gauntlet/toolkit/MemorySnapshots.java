package dev.gauntlet.toolkit;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.Snapshots;
import java.util.Optional;
import java.util.function.Consumer;

/** The last state of a training, never written to a disk. */
public final class MemorySnapshots implements Snapshots {
  private MemoryCheckpoint latest;

  @Override
  public Optional<CheckpointReader> latest() {
    return Optional.ofNullable(latest);
  }

  @Override
  public void save(Consumer<CheckpointWriter> files) {
    MemoryCheckpoint state = new MemoryCheckpoint();
    files.accept(state);
    latest = state;
  }
}
