package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Path;

/** A directory for one process's files, gone when it is closed. */
public final class Scratch implements AutoCloseable {
  private final OwnedDirectory files;

  Scratch(OwnedDirectory files) {
    this.files = files;
  }

  /** Exists, and is empty at first. */
  public Path directory() {
    return files.directory();
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory(), e);
    }
  }
}
