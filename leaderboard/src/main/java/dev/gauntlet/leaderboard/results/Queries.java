package dev.gauntlet.leaderboard.results;

/**
 * How many questions an attack asked its source about each image.
 *
 * @param mean over the images
 * @param median over the images
 * @param max the most about any one image
 */
public record Queries(double mean, double median, long max) {
  public Queries {
    Require.measure("mean", mean);
    Require.measure("median", median);
    Require.count("max", max);
  }
}
