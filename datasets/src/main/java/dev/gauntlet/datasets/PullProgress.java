package dev.gauntlet.datasets;

/** Is told how a pull goes on. */
@FunctionalInterface
public interface PullProgress {
  /** Tells nobody. */
  PullProgress SILENT = (file, bytes, total) -> {};

  /**
   * A file has grown, or is there.
   *
   * @param file its name
   * @param bytes how much of it is there, counting what an earlier pull left
   * @param total how much it will be, or -1 while unknown
   */
  void advanced(String file, long bytes, long total);
}
