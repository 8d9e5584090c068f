package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that somebody names for a command's files. Two commands that write into one at the same
 * time do it one after the other, so that files which belong together are of one command.
 */
public final class OutputFolder {
  private static final String CLAIM = ".gauntlet-partial";
  private static final long POLL_MILLIS = 50;

  /** Far more than the writing takes; what is computed is computed before. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private OutputFolder() {}

  /** Something that writes. */
  @FunctionalInterface
  public interface Writer {
    /** Writes files into a folder that exists. */
    void write(Path folder) throws IOException;
  }

  /**
   * Writes files, each of which appears whole; files of other names stay.
   *
   * @param folder made where it is missing
   * @param writer writes them, no folders among them, to a place from which they are moved
   */
  public static void write(Path folder, Writer writer) throws IOException {
    hold(
        folder,
        staged -> {
          writer.write(staged);
          for (Path file : files(staged)) {
            Files.move(
                file,
                folder.resolve(file.getFileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
          }
        });
  }

  /**
   * Does something while no other command writes into a folder.
   *
   * @param folder made where it is missing
   * @param writer is given an empty folder in it that is deleted afterwards
   * @throws FileSystemException if another command does not come to its end
   */
  public static void hold(Path folder, Writer writer) throws IOException {
    Files.createDirectories(folder);
    try (OwnedDirectory claim = claim(folder)) {
      writer.write(claim.directory());
    }
  }

  private static OwnedDirectory claim(Path folder) throws IOException {
    Path claim = folder.resolve(CLAIM);
    long start = System.nanoTime();
    while (true) {
      try {
        return OwnedDirectory.make(claim);
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new FileSystemException(
              claim.toString(),
              null,
              "another command writes there; if none does, delete " + claim);
        }
        OwnedDirectory.sweep(folder, Pattern.compile(Pattern.quote(CLAIM)));
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while another command was writing", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }
}
