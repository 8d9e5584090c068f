package dev.gauntlet.datasets;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to write into a folder, for one process at a time; it ends with the process. */
final class FolderLock {
  private FolderLock() {}

  /**
   * Makes the folder where it is missing, and does {@code work} while no other pull can.
   *
   * @throws DatasetException if the folder cannot be made, or another process or thread holds it
   */
  static void holding(Path folder, Runnable work) {
    Path file = folder.resolve(".lock");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(folder, channel);
        work.run();
      }
    } catch (IOException e) {
      throw DatasetException.unwritable(file, e);
    }
  }

  private static void lock(Path folder, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return; // held until the channel is closed
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it: the same as another process.
    }
    throw new DatasetException(
        "%s is being written by another pull. Wait until that has ended.".formatted(folder));
  }
}
