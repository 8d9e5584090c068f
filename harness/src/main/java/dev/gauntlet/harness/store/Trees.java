package dev.gauntlet.harness.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with everything below them. */
public final class Trees {
  private Trees() {}

  /** Deletes a directory and all below it; what is gone already is no error. */
  static void delete(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(root)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Deletes what a plugin may have made: folders that cannot be entered, or are too deep for a
   * path. What even the system's own means cannot delete stays and is swept up later.
   */
  public static void discard(Path root) {
    try {
      delete(root);
    } catch (IOException e) {
      run("chmod", "-R", "u+rwx", root.toString());
      run("rm", "-rf", root.toString());
    }
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // A system without such programs: nothing more can be done here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
