package dev.gauntlet.harness.isolation;

import java.nio.file.Path;

/** A way to keep a worker's process apart from everything that it has no business with. */
public sealed interface Isolation permits Bubblewrap, Docker, Unconfined {
  /** Its name on the command line and in results: {@code bwrap}, {@code docker}, {@code none}. */
  String word();

  /**
   * Where a worker may leave temporary files.
   *
   * @param desk its path outside
   */
  Path temporary(Path desk);

  /** How to start a process so that it sees and reaches what its enclosure names, and no more. */
  Confined confine(Enclosure enclosure);
}
