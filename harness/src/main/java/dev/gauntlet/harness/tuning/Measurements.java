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

  /** The measurement of a subject; empty where there is none, or none that can be read. */
  public Optional<Measurement> find(Subject subject) {
    Path file = file(subject);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(file, Measurement.class))
          .filter(measurement -> measurement.subject().equals(subject));
    } catch (StoreException e) {
      // Measuring again is cheaper than asking somebody to repair a file.
      return Optional.empty();
    }
  }

  /**
   * Keeps a measurement in place of an older one.
   *
   * @throws StoreException if it cannot be written
   */
  public void keep(Measurement measurement) {
    Path file = file(measurement.subject());
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "measurement", ".tmp");
      Json.write(draft, measurement);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }

  /** Where a subject's measurement is kept. */
  public Path file(Subject subject) {
    return folder.resolve(subject.fileName());
  }
}
