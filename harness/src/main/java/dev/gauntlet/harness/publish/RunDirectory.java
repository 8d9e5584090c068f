package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run's directory in the making: it has a hidden name until {@link #publish}, so that nobody
 * takes half a run for a whole one.
 */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  static final String PARTIAL = ".partial";
  private static final Pattern ABANDONED = Pattern.compile("\\..+\\.(?<pid>[0-9]{1,18})\\.partial");

  private final Path runs;
  private final String id;
  private final Path partial;

  private RunDirectory(Path runs, String id, Path partial) {
    this.runs = runs;
    this.id = id;
    this.partial = partial;
  }

  /**
   * Begins a run.
   *
   * @param runs the folder of all runs; made if needed
   * @throws PublishException if nothing can be written there
   */
  public static RunDirectory begin(Path runs, String suite, Instant started) {
    Path absolute = runs.toAbsolutePath().normalize();
    String name = TIME.withZone(ZoneId.systemDefault()).format(started) + "-" + suite;
    try {
      Files.createDirectories(absolute);
      removeAbandoned(absolute);
      String id = name;
      for (int again = 2; Files.exists(absolute.resolve(id)); again++) {
        id = name + "-" + again;
      }
      Path partial = absolute.resolve("." + id + "." + ProcessHandle.current().pid() + PARTIAL);
      return new RunDirectory(absolute, id, Files.createDirectory(partial));
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
    return partial;
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
      Files.move(partial, published, StandardCopyOption.ATOMIC_MOVE);
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
      Trees.delete(partial);
    } catch (IOException e) {
      throw PublishException.cannotWrite(partial, e);
    }
  }

  /** What runs left whose process is gone: it was killed. */
  private static void removeAbandoned(Path runs) throws IOException {
    List<Path> all;
    try (Stream<Path> list = Files.list(runs)) {
      all = list.toList();
    }
    for (Path path : all) {
      Matcher name = ABANDONED.matcher(path.getFileName().toString());
      if (name.matches() && ProcessHandle.of(Long.parseLong(name.group("pid"))).isEmpty()) {
        Trees.delete(path);
      }
    }
  }
}
