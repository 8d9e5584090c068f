package dev.gauntlet.leaderboard.results;

/** A distribution of times: its median and its 95th percentile, in seconds. */
public record Seconds(double median, double p95) {
  public Seconds {
    Require.measure("median", median);
    Require.measure("p95", p95);
  }
}
