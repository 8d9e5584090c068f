package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directories of a store's folder {@code tmp}. */
final class Temporary {
  private static final String REMOVED = ".removed";
  private static final Pattern NAME = Pattern.compile("[0-9]{1,18}-[^.]+");
  private static final Pattern ASIDE = Pattern.compile(NAME.pattern() + Pattern.quote(REMOVED));

  private Temporary() {}

  /** Makes an empty one. */
  static OwnedDirectory in(Path folder) throws IOException {
    return OwnedDirectory.make(folder.resolve(name()));
  }

  /** Where to move what is to be deleted. It costs no space, of which there may be none. */
  static Path aside(Path folder) {
    return folder.resolve(name() + REMOVED);
  }

  /** Deletes what processes left behind that were killed; what is not theirs stays. */
  static void sweep(Path folder) throws IOException {
    OwnedDirectory.sweep(folder, NAME);
    List<Path> all;
    try (Stream<Path> list = Files.list(folder)) {
      all = list.toList();
    }
    for (Path path : all) {
      if (ASIDE.matcher(path.getFileName().toString()).matches()) {
        Trees.discard(path);
      }
    }
  }

  /** The process id is for people; whose it is, the lock tells. */
  private static String name() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }
}
