package dev.gauntlet.leaderboard.site;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * A directory that is written beside the one it will replace, and swapped in when it is complete.
 *
 * <p>A crash before {@link #publish()} leaves the old site; one between its two renames leaves it
 * under another name, from which {@link #begin} brings it back.
 */
final class Publication implements Closeable {
  /** Says that a directory is ours to replace. */
  private static final String MARKER = ".gauntlet-site";

  private final Path out;
  private final Path staged;
  private final Path old;

  private Publication(Path out) {
    this.out = out;
    this.staged = out.resolveSibling("." + out.getFileName() + ".gauntlet-new");
    this.old = out.resolveSibling("." + out.getFileName() + ".gauntlet-old");
  }

  static Publication begin(Path out) throws IOException {
    if (out.getFileName() == null) {
      throw new SiteException("the site cannot replace " + out + ": choose another directory");
    }
    Publication publication = new Publication(out);
    publication.recover();
    requireReplaceable(out);
    Files.createDirectories(out.getParent());
    delete(publication.staged);
    Files.createDirectory(publication.staged);
    Files.createFile(publication.staged.resolve(MARKER));
    return publication;
  }

  Path directory() {
    return staged;
  }

  void publish() throws IOException {
    if (Files.exists(out)) {
      Files.move(out, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(staged, out, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /** Forgets what was not published, and brings the old site back if only that was moved. */
  @Override
  public void close() throws IOException {
    delete(staged);
    recover();
  }

  private void recover() throws IOException {
    if (Files.exists(old)) {
      if (Files.exists(out)) {
        delete(old);
      } else {
        Files.move(old, out, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void requireReplaceable(Path out) throws IOException {
    if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new SiteException(out + " is not a directory: choose another one for the site");
    }
    if (!Files.exists(out.resolve(MARKER))) {
      try (Stream<Path> files = Files.list(out)) {
        if (files.findAny().isPresent()) {
          throw new SiteException(
              out + " holds files that are not a site: choose another directory, or empty it");
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
