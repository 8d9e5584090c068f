package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory that is its process's own as long as that lives. A lock on the file beside it says
 * so: it ends with the process, however that ends, and processes in other containers, which have
 * process ids of their own, see it too. To make one is atomic: of several processes that want the
 * same, one gets it.
 */
public final class OwnedDirectory implements AutoCloseable {
  private static final String LOCK = ".lock";

  /** Where no lock tells, long enough that no process elsewhere is still at it. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  /** A lock's file without its directory is there for a moment while that is made. */
  private static final Duration MADE_WITHIN = Duration.ofMinutes(1);

  /** To close a file gives up all of the process's locks on it, so these are not tried. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final Path real;
  private final FileChannel lock;

  private OwnedDirectory(Path directory, Path real, FileChannel lock) {
    this.directory = directory;
    this.real = real;
    this.lock = lock;
  }

  /**
   * Makes an empty one.
   *
   * @param directory in a folder that exists
   * @throws FileAlreadyExistsException if it is there, or another process is making it
   */
  public static OwnedDirectory make(Path directory) throws IOException {
    Path real = real(directory);
    if (!OWN.add(real)) {
      throw new FileAlreadyExistsException(directory.toString());
    }
    FileChannel lock = null;
    try {
      // The lock first: a directory without one is nobody's.
      lock = lock(directory);
      Files.createDirectory(directory);
      return new OwnedDirectory(directory, real, lock);
    } catch (IOException e) {
      if (lock != null) {
        Files.deleteIfExists(lockOf(directory));
        lock.close();
      }
      OWN.remove(real);
      throw e;
    }
  }

  /**
   * Deletes what processes left behind that were killed; what a living one holds stays.
   *
   * @param names of the directories that may be deleted
   */
  public static void sweep(Path folder, Pattern names) throws IOException {
    for (Path path : list(folder)) {
      String name = path.getFileName().toString();
      try {
        if (names.matcher(name).matches()) {
          sweep(path);
        } else if (name.endsWith(LOCK) && names.matcher(withoutLock(name)).matches()) {
          sweepLock(path, path.resolveSibling(withoutLock(name)));
        }
      } catch (NoSuchFileException e) {
        // Its owner, or another sweep, was faster.
      }
    }
  }

  /** Where to write. */
  public Path directory() {
    return directory;
  }

  /** Deletes what is left of it. */
  @Override
  public void close() throws IOException {
    try {
      Trees.delete(directory);
      if (lock != null) {
        Files.deleteIfExists(lockOf(directory));
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
      OWN.remove(real);
    }
  }

  private static void sweep(Path directory) throws IOException {
    Path file = lockOf(directory);
    if (OWN.contains(real(directory))) {
      return;
    }
    if (Files.notExists(file)) {
      if (!touchedSince(directory, Instant.now().minus(ABANDONED_AFTER))) {
        Trees.discard(directory);
      }
      return;
    }
    Object before = identity(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // Another process may have swept it and made it anew since: then this is no longer its lock.
      if (channel.tryLock() != null && Objects.equals(before, identity(file))) {
        // Plugins have written in there; what they made undeletable must not stop every command.
        Trees.discard(directory);
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process is at it.
    }
  }

  private static void sweepLock(Path file, Path directory) throws IOException {
    Instant changed = Files.getLastModifiedTime(file).toInstant();
    if (Files.notExists(directory)
        && !OWN.contains(real(directory))
        && changed.isBefore(Instant.now().minus(MADE_WITHIN))) {
      Files.deleteIfExists(file);
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

  private static boolean touchedSince(Path root, Instant time) throws IOException {
    AtomicBoolean touched = new AtomicBoolean();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return look(attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return look(attributes);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          private FileVisitResult look(BasicFileAttributes attributes) {
            if (attributes.lastModifiedTime().toInstant().isBefore(time)) {
              return FileVisitResult.CONTINUE;
            }
            touched.set(true);
            return FileVisitResult.TERMINATE;
          }
        });
    return touched.get();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static Path real(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    return absolute.getParent().toRealPath().resolve(absolute.getFileName());
  }

  private static Path lockOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + LOCK);
  }

  private static String withoutLock(String name) {
    return name.substring(0, name.length() - LOCK.length());
  }
}
