package dev.gauntlet.harness.worker;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checkpoint's files in a directory. */
record DirectoryCheckpoint(Path directory, String origin) implements CheckpointReader {
  @Override
  public InputStream open(String name) {
    if (!contains(name)) {
      throw new CheckpointException(origin + " has no file '" + name + "'");
    }
    try {
      return new BufferedInputStream(Files.newInputStream(directory.resolve(name)));
    } catch (IOException e) {
      throw new CheckpointException(origin + ": cannot read '" + name + "': " + e, e);
    }
  }

  @Override
  public boolean contains(String name) {
    return name.matches(DirectoryCheckpointWriter.NAME)
        && Files.isRegularFile(directory.resolve(name));
  }
}
