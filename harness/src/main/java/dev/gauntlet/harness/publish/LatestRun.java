package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** {@code runs/latest}: a link to the newest run, or a file with its name where links cannot be. */
public final class LatestRun {
  static final String NAME = "latest";

  private LatestRun() {}

  /**
   * The directory of the newest run.
   *
   * @throws PublishException if there is no run yet
   */
  public static Path in(Path runs) {
    Path pointer = runs.resolve(NAME);
    try {
      Path run =
          Files.isRegularFile(pointer)
              ? runs.resolve(Files.readString(pointer).strip())
              : pointer.toRealPath();
      if (Files.isDirectory(run)) {
        return run;
      }
    } catch (NoSuchFileException e) {
      throw none(runs);
    } catch (IOException e) {
      throw new PublishException("cannot read " + pointer + ": " + e.getMessage());
    }
    throw none(runs);
  }

  static void set(Path runs, String id) throws IOException {
    Path pointer = runs.resolve(NAME);
    if (Files.isDirectory(pointer, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(pointer.toString(), null, "it is a folder of somebody else's");
    }
    String hidden = "." + NAME + "." + UUID.randomUUID() + RunDirectory.PARTIAL;
    try (OwnedDirectory own = OwnedDirectory.make(runs.resolve(hidden))) {
      Path fresh = own.directory().resolve(NAME);
      try {
        Files.createSymbolicLink(fresh, Path.of(id));
      } catch (UnsupportedOperationException | FileSystemException e) {
        // Windows allows links to administrators only.
        Files.writeString(fresh, id + "\n");
      }
      Files.move(
          fresh, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static PublishException none(Path runs) {
    return new PublishException(
        "there is no run in "
            + runs
            + "; make one with 'harness evaluate --all', or give its folder");
  }
}
