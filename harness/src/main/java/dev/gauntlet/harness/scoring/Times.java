package dev.gauntlet.harness.scoring;

import dev.gauntlet.leaderboard.results.Seconds;
import java.util.List;

/** Quantiles of batch times, in seconds per 100 images. */
final class Times {
  private Times() {}

  static Seconds secondsPer100(List<BatchTime> times) {
    return new Seconds(median(times), quantile(times, 0.95));
  }

  /** The middle, or the mean of the two in the middle; 0 of nothing. */
  static double median(List<BatchTime> times) {
    List<Double> sorted = sorted(times);
    int n = sorted.size();
    return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** The smallest time that at least this share of the batches does not exceed (nearest rank). */
  private static double quantile(List<BatchTime> times, double share) {
    List<Double> sorted = sorted(times);
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static List<Double> sorted(List<BatchTime> times) {
    return times.stream().map(BatchTime::secondsPer100).sorted().toList();
  }
}
