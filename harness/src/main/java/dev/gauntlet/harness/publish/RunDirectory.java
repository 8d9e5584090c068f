package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run's directory in the making: it has a hidden name until {@link #publish}, so that nobody
 * takes half a run for a whole one.
 */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  static final String PARTIAL = ".partial";

  /** Names of runs in the making, and of links in the making; other programs' files have others. */
  private static final Pattern HIDDEN =
      Pattern.compile("\\.([0-9]{8}-[0-9]{6}-.+|" + LatestRun.NAME + "\\..+)\\.partial");

  private final Path runs;
  private final String id;
  private final OwnedDirectory partial;

  private RunDirectory(Path runs, String id, OwnedDirectory partial) {
    this.runs = runs;
    this.id = id;
    this.partial = partial;
  }

  /**
   * Begins a run. Its id is its own from now on: another process that asks for the same gets one
   * with a number.
   *
   * @param runs the folder of all runs; made if needed
   * @throws PublishException if nothing can be written there
   */
  public static RunDirectory begin(Path runs, String suite, Instant started) {
    Path absolute = runs.toAbsolutePath().normalize();
    String name = TIME.withZone(ZoneId.systemDefault()).format(started) + "-" + suite;
    try {
      Files.createDirectories(absolute);
      // What runs left whose process was killed.
      OwnedDirectory.sweep(absolute, HIDDEN);
      String id = name;
      Optional<OwnedDirectory> partial = reserve(absolute, id);
      for (int again = 2; partial.isEmpty(); again++) {
        id = name + "-" + again;
        partial = reserve(absolute, id);
      }
      return new RunDirectory(absolute, id, partial.get());
    } catch (IOException e) {
      throw PublishException.cannotWrite(absolute, e);
    }
  }

  /** Names the run: its start and its suite. */
  public String id() {
    return id;
  }

  /** The folder of all runs. */
  Path runs() {
    return runs;
  }

  /** Where to write. */
  public Path directory() {
    return partial.directory();
  }

  /**
   * Gives the run its name and makes it the latest.
   *
   * @return its directory
   * @throws PublishException if it cannot be renamed
   */
  public Path publish() {
    Path published = runs.resolve(id);
    try {
      Files.move(directory(), published, StandardCopyOption.ATOMIC_MOVE);
      LatestRun.set(runs, id);
    } catch (IOException e) {
      throw PublishException.cannotWrite(published, e);
    }
    return published;
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    try {
      partial.close();
    } catch (IOException e) {
      throw PublishException.cannotWrite(directory(), e);
    }
  }

  /** The directory of a run that is being made; empty if there is or will be a run of this id. */
  private static Optional<OwnedDirectory> reserve(Path runs, String id) throws IOException {
    OwnedDirectory partial;
    try {
      partial = OwnedDirectory.make(runs.resolve("." + id + PARTIAL));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
    // Looked at only now: its owner may just have given it its name.
    if (Files.exists(runs.resolve(id), LinkOption.NOFOLLOW_LINKS)) {
      partial.close();
      return Optional.empty();
    }
    return Optional.of(partial);
  }
}
