package dev.gauntlet.harness.suite;

/**
 * What a submission may use; beyond, its worker is stopped and the batch counts against it.
 *
 * @param secondsPer100Images time for 100 images, in proportion for smaller batches
 * @param secondsToStart time to load a plugin and restore a model
 * @param heapBytes the worker's Java heap
 * @param residentBytes all the memory that the worker and what it started hold, native libraries
 *     included
 * @param outputBytes what it may write: files on its desk, where it stands on its own also in
 *     {@code /tmp}, and what it prints while it works on one question
 * @param processes that it may have running beside its own
 */
public record Limits(
    double secondsPer100Images,
    double secondsToStart,
    long heapBytes,
    long residentBytes,
    long outputBytes,
    int processes) {
  private static final long GIB = 1L << 30;

  /**
   * 500 s as in NIPS 2017, memory that two workers find on a laptop, and time to start on a machine
   * that others keep busy: a start takes seconds on a quiet one.
   */
  public static final Limits DEFAULT = new Limits(500, 300, 2 * GIB, 6 * GIB, GIB, 16);

  public Limits {
    positive("seconds-per-100-images", secondsPer100Images);
    positive("seconds-to-start", secondsToStart);
    positive("heap", (double) heapBytes);
    positive("resident", (double) residentBytes);
    positive("output", (double) outputBytes);
    positive("processes", processes);
  }

  private static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new SuiteException("'limits." + key + "' must be above 0, got " + value);
    }
  }
}
