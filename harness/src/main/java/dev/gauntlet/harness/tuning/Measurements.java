package dev.gauntlet.harness.tuning;

import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The measurements of this machine, one JSON file each in the home folder. */
public final class Measurements {
  private final Path folder;

  /** Those of a home folder. */
  public Measurements(Path home) {
    this.folder = home.resolve("measurements");
  }

  /** The measurement of a subject; empty where there is none, or none that can be used. */
  public Optional<Measurement> find(Subject subject) {
    return read(file(subject), Measurement.class)
        .filter(measurement -> measurement.subject().equals(subject))
        // Kept by a version that believed everything.
        .filter(measurement -> Disturbance.of(measurement).isEmpty());
  }

  /** Why there is none, where one was wanted. */
  public Optional<NotKept> notKept(Subject subject) {
    return read(noteFile(subject), NotKept.class).filter(note -> note.subject().equals(subject));
  }

  /**
   * Keeps a measurement in place of an older one.
   *
   * @throws StoreException if it cannot be written
   */
  public void keep(Measurement measurement) {
    write(file(measurement.subject()), measurement);
    Path note = noteFile(measurement.subject());
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw StoreException.cannotWrite(note, e);
    }
  }

  /**
   * Notes why a measurement is not kept; an older one stays.
   *
   * @throws StoreException if that cannot be written
   */
  public void note(NotKept note) {
    write(noteFile(note.subject()), note);
  }

  /** Where a subject's measurement is kept. */
  public Path file(Subject subject) {
    return folder.resolve(subject.fileName() + ".json");
  }

  private Path noteFile(Subject subject) {
    return folder.resolve(subject.fileName() + ".not-kept.json");
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(file, type));
    } catch (StoreException e) {
      // Measuring again is cheaper than asking somebody to repair a file.
      return Optional.empty();
    }
  }

  private void write(Path file, Object value) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "measurement", ".tmp");
      Json.write(draft, value);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }
}
