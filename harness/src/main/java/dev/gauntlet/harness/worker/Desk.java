package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.store.Trees;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.ModelFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * The folder over which the harness and one worker hand each other files, and all that the worker
 * sees of the harness's: {@code in} is the harness's, {@code out} the worker's. Names in messages
 * are relative to it, since a worker may see it elsewhere than the harness does, and say nothing of
 * what the files are for.
 *
 * <p>What lies in {@code out} was written by code that nobody answers for. It is moved to where
 * that code cannot reach it, and only then looked at.
 */
public final class Desk {
  static final String IN = "in";
  static final String OUT = "out";

  /** What the smallest file takes of a disk. */
  private static final long BLOCK = 4096;

  private final Path folder;
  private final Map<String, String> laid = new HashMap<>();

  private Desk(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes an empty desk.
   *
   * @param place an existing folder, on the file system that {@link #take} is to move files in
   */
  static Desk in(Path place) {
    try {
      Path folder = Files.createTempDirectory(place.toAbsolutePath(), "desk");
      Files.createDirectory(folder.resolve(IN));
      Files.createDirectory(folder.resolve(OUT));
      return new Desk(folder);
    } catch (IOException e) {
      throw StoreException.cannotWrite(place, e);
    }
  }

  /** Where it is. */
  Path folder() {
    return folder;
  }

  /**
   * Lays arrays on the desk, in place of what had this name.
   *
   * @return the file's name for the worker
   */
  public String lay(String name, NDArray... arrays) {
    Path file = folder.resolve(IN).resolve(name);
    try {
      Npz.write(file, arrays);
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
    return IN + "/" + name;
  }

  /**
   * Lays a copy of a file or of a folder's files on the desk.
   *
   * @return its name for the worker
   */
  public String lay(String name, Path original) {
    Path copy = folder.resolve(IN).resolve(name);
    try {
      if (Files.isDirectory(original)) {
        Files.createDirectories(copy);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(original)) {
          for (Path file : files) {
            if (!Store.BOOKKEEPING.contains(file.getFileName().toString())) {
              Files.copy(file, copy.resolve(file.getFileName()));
            }
          }
        }
      } else {
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(copy, e);
    }
    return IN + "/" + name;
  }

  /** Lays a copy of a checkpoint's files on the desk, where it does not lie there already. */
  public CheckpointFiles lay(CheckpointFiles checkpoint) {
    String name =
        laid.computeIfAbsent(
            checkpoint.directory(),
            directory -> lay("checkpoint-" + (laid.size() + 1), Path.of(directory)));
    return new CheckpointFiles(name, checkpoint.origin(), checkpoint.parameters());
  }

  /** Lays a model's checkpoint on the desk. */
  public ModelFiles lay(ModelFiles model) {
    return new ModelFiles(
        model.method(),
        lay(model.checkpoint()),
        model.architecture(),
        model.imageShape(),
        model.classes(),
        model.seed());
  }

  /** The name for the worker of a file that it is to write. */
  public String expect(String name) {
    return OUT + "/" + name;
  }

  /** The name for the worker of an empty folder that it is to write files into. */
  public String expectFolder(String name) {
    Path made = folder.resolve(OUT).resolve(name);
    try {
      Files.createDirectories(made);
    } catch (IOException e) {
      throw StoreException.cannotWrite(made, e);
    }
    return OUT + "/" + name;
  }

  /**
   * Takes a file that the worker was to write.
   *
   * @param target where it is moved to; what lies there is replaced
   * @throws WorkerException if there is none, or something that is no file
   */
  public void take(String name, Path target) {
    Path left = folder.resolve(OUT).resolve(name);
    // A folder that is closed to us cannot be moved.
    if (!Files.isRegularFile(left, LinkOption.NOFOLLOW_LINKS)
        && Files.exists(left, LinkOption.NOFOLLOW_LINKS)) {
      throw rubbish("'%s', which the worker was to write, is no file".formatted(name));
    }
    move(name, target);
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      discard(target);
      throw rubbish("'%s', which the worker was to write, is no file".formatted(name));
    }
    open(target);
  }

  /**
   * Takes a file that the worker may have written.
   *
   * @param target as for {@link #take}
   * @return whether there was one
   * @throws WorkerException if there is something that is no file
   */
  public boolean takeIfWritten(String name, Path target) {
    if (Files.notExists(folder.resolve(OUT).resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    take(name, target);
    return true;
  }

  /**
   * Takes a folder that the worker was to write files into.
   *
   * @param target where it is moved to; there must be nothing yet
   * @throws WorkerException if there is none, or it holds something that is no file
   */
  public void takeFolder(String name, Path target) {
    move(name, target);
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      discard(target);
      throw rubbish("'%s', which the worker was to write into, is no folder".formatted(name));
    }
    open(target);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      for (Path file : files) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          discard(target);
          throw rubbish(
              "the worker wrote '%s' into '%s', which is no file"
                  .formatted(file.getFileName(), name));
        }
        open(file);
      }
    } catch (IOException e) {
      throw StoreException.cannotRead(target, e);
    }
  }

  private void move(String name, Path target) {
    try {
      Files.move(folder.resolve(OUT).resolve(name), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw rubbish("the worker left no '%s'".formatted(name));
    } catch (IOException e) {
      if (Files.isWritable(target.toAbsolutePath().getParent())) {
        throw rubbish("'%s', which the worker was to write, cannot be moved".formatted(name));
      }
      throw StoreException.cannotWrite(target, e);
    }
  }

  /** Whoever made it may have locked us out. */
  private static void open(Path taken) {
    boolean folder = Files.isDirectory(taken, LinkOption.NOFOLLOW_LINKS);
    if (!taken.toFile().setReadable(true)
        || !taken.toFile().setWritable(true)
        || (folder && !taken.toFile().setExecutable(true))) {
      throw rubbish("what the worker wrote cannot be read");
    }
  }

  private static void discard(Path target) {
    Trees.discard(target);
  }

  private static WorkerException rubbish(String message) {
    return new WorkerException(Reason.RUBBISH, message, "");
  }

  /**
   * How much the worker has written, every file counted as a block at least.
   *
   * @param enough counting ends beyond this
   */
  long written(long enough) {
    Count count = new Count(enough);
    try {
      Files.walkFileTree(folder.resolve(OUT), count);
    } catch (IOException e) {
      // What vanishes while it is counted was the worker's to remove.
    }
    return count.bytes;
  }

  /** Removes it, as far as what lies in it lets itself be removed. */
  void clear() {
    Trees.discard(folder);
  }

  private static final class Count extends SimpleFileVisitor<Path> {
    private final long enough;
    private long bytes;

    Count(long enough) {
      this.enough = enough;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return add(attributes.size());
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return add(0);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return add(0);
    }

    private FileVisitResult add(long size) {
      bytes += Math.max(BLOCK, size);
      return bytes > enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }
}
