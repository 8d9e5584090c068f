package dev.gauntlet.datasets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The data sets that somebody pulled on this machine: tests of the real files run only there. */
final class PulledData {
  private PulledData() {}

  /**
   * The store in the data folder; skips the test, and says so, where this data set is not in it.
   */
  static DatasetStore with(String dataset) {
    DatasetStore store = new DatasetStore(folder());
    boolean pulled = store.verify(dataset).stream().allMatch(FileCheck::ok);
    String skipped =
        "Skipped: %s is not in %s; `harness datasets pull` puts it there"
            .formatted(dataset, folder());
    if (!pulled) {
      System.getLogger(PulledData.class.getName()).log(System.Logger.Level.WARNING, skipped);
    }
    assumeTrue(pulled, skipped);
    return store;
  }

  private static Path folder() {
    String home = System.getenv("GAUNTLET_HOME");
    return (home == null
            ? Path.of(System.getProperty("user.home"), ".cache", "gauntlet")
            : Path.of(home))
        .resolve("datasets");
  }
}
