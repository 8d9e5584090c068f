package dev.gauntlet.harness.execution;

/**
 * Some positions in a row.
 *
 * @param from the first
 * @param to one after the last
 */
record Range(int from, int to) {
  /** The n-th batch of so many images. */
  static Range batch(int n, int size, int images) {
    return new Range(n * size, Math.min((n + 1) * size, images));
  }

  int count() {
    return to - from;
  }
}
