package dev.gauntlet.harness.inspection;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Of some values: their mean, their median and the largest. */
public record Spread(double mean, double median, double max) {
  /** Empty of nothing. */
  static Optional<Spread> of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int n = sorted.length;
    return n == 0
        ? Optional.empty()
        : Optional.of(
            new Spread(
                Arrays.stream(sorted).average().orElseThrow(),
                (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
                sorted[n - 1]));
  }
}
