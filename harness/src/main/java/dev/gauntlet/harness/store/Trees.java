package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Directories with everything below them. */
public final class Trees {
  private Trees() {}

  /** Deletes a directory, or a file, and all below it; what is gone already is no error. */
  public static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return unlessGone(failure);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            unlessGone(failure);
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static FileVisitResult unlessGone(IOException failure) throws IOException {
    if (failure != null && !(failure instanceof NoSuchFileException)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
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
