package dev.gauntlet.harness.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A finished piece of work.
 *
 * @param directory holds its files, {@code task.json} and {@code manifest.json}; never changes
 * @param size of its files together, in bytes
 * @param used when it was stored or last found
 */
public record Entry(Kind kind, Key key, Path directory, long size, Instant used) {
  /** A file of the entry. */
  public Path file(String name) {
    return directory.resolve(name);
  }
}
