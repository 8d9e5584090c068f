package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory that is its process's own as long as that lives. A lock on the file beside it says
 * so: it ends with the process, however that ends, and processes in other containers, which have
 * process ids of their own, see it too.
 */
final class Temporary implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String REMOVED = ".removed";
  private static final Pattern NAME =
      Pattern.compile("(?<pid>[0-9]{1,18})-[^.]+(?<kind>\\.lock|\\.removed|)");

  /** Where no lock tells, long enough that no process elsewhere is still at it. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  /** Names. To close a file gives up all of the process's locks on it, so these are not tried. */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel lock;

  private Temporary(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Makes an empty one. */
  static Temporary in(Path folder) throws IOException {
    Path directory = folder.resolve(name());
    OWN.add(directory.getFileName().toString());
    // The lock first: a directory without one is nobody's.
    Temporary made = new Temporary(directory, lock(directory));
    try {
      Files.createDirectory(directory);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** Where to move what is to be deleted. It costs no space, of which there may be none. */
  static Path aside(Path folder) {
    return folder.resolve(name() + REMOVED);
  }

  /** Deletes what processes left behind that were killed; what is not theirs stays. */
  static void sweep(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> list = Files.list(folder)) {
      all = list.toList();
    }
    for (Path path : all) {
      try {
        if (abandoned(path)) {
          // Plugins have written in there; what they made undeletable must not stop every command.
          Trees.discard(path);
          if (Files.notExists(path)) {
            Files.deleteIfExists(lockOf(path));
          }
        }
      } catch (NoSuchFileException e) {
        // Its owner, or another sweep, was faster.
      }
    }
  }

  Path directory() {
    return directory;
  }

  /** Deletes what is left of it. */
  @Override
  public void close() throws IOException {
    try {
      Trees.delete(directory);
      Files.deleteIfExists(lockOf(directory));
    } finally {
      if (lock != null) {
        lock.close();
      }
      OWN.remove(directory.getFileName().toString());
    }
  }

  private static boolean abandoned(Path path) throws IOException {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!name.matches() || OWN.contains(name.group())) {
      return false;
    }
    boolean old =
        Files.getLastModifiedTime(path).toInstant().isBefore(Instant.now().minus(ABANDONED_AFTER));
    return switch (name.group("kind")) {
      case REMOVED -> true;
      // Perhaps of a directory that is being made.
      case LOCK -> old && Files.notExists(directoryOf(path));
      default ->
          Files.exists(lockOf(path))
              ? unlocked(lockOf(path))
              : old && ProcessHandle.of(Long.parseLong(name.group("pid"))).isEmpty();
    };
  }

  private static boolean unlocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Null where the file system has no locks. */
  private static FileChannel lock(Path directory) throws IOException {
    Path file = lockOf(directory);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return channel;
    } catch (IOException e) {
      channel.close();
      Files.delete(file);
      return null;
    }
  }

  private static Path lockOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + LOCK);
  }

  private static Path directoryOf(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static String name() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }
}
