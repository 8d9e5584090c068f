package dev.gauntlet.harness.tuning;

import java.util.Locale;

/**
 * How a machine's processors are put to work.
 *
 * @param workers how many compute at once
 * @param threads that the engine of each uses
 * @param batch images that each sees at once
 */
public record Arrangement(int workers, int threads, int batch) {
  public Arrangement {
    if (workers < 1 || threads < 1 || batch < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "workers, threads and batch must be at least 1, got %d, %d and %d",
              workers,
              threads,
              batch));
    }
  }
}
