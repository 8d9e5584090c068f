package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A directory for one process's files, gone when it is closed.
 *
 * @param directory exists and is empty at first
 */
public record Scratch(Path directory) implements AutoCloseable {
  @Override
  public void close() {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory, e);
    }
  }
}
