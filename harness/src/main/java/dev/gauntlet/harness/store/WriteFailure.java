package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is said of a file that could not be written: the reason, and what helps. */
public final class WriteFailure {
  /** The system's words in the C locale, for ENOSPC, EDQUOT and ERROR_DISK_FULL. */
  private static final List<String> NO_SPACE =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk");

  /** Bytes below which a disk counts as full: those of a small file with its directory entry. */
  private static final long FULL = 64 << 10;

  private WriteFailure() {}

  /**
   * For example {@code cannot write /a/b: No space left on device; free some space, or give another
   * folder}. Space is named only where it is what was missing.
   *
   * @param remedy what helps whatever the reason is
   */
  public static String text(Path path, IOException cause, String remedy) {
    return "cannot write " + path + ": " + advice(path, cause, remedy);
  }

  /** The same without its beginning, from the reason on. */
  public static String advice(Path path, IOException cause, String remedy) {
    return reason(cause) + "; " + (lacksSpace(path, cause) ? "free some space, or " : "") + remedy;
  }

  /** Why an access to a file failed, in a few words. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (cause.getCause() instanceof IOException deeper) {
      return reason(deeper); // A writer of pictures says of itself only that it failed.
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Whether a disk without room is the cause. */
  static boolean lacksSpace(Path path, IOException cause) {
    String reason = reason(cause);
    if (NO_SPACE.stream().anyMatch(reason::contains)) {
      return true;
    }
    // The system's words may be in another language; the other errors have types of their own.
    boolean anotherError =
        cause instanceof FileSystemException && cause.getClass() != FileSystemException.class;
    return !anotherError && isFull(path);
  }

  private static boolean isFull(Path path) {
    Path there = path.toAbsolutePath();
    while (there != null && Files.notExists(there)) {
      there = there.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(there);
      return !disk.isReadOnly() && disk.getTotalSpace() > 0 && disk.getUsableSpace() < FULL;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
