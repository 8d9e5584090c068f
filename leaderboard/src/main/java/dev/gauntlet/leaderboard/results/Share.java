package dev.gauntlet.leaderboard.results;

/**
 * A share of images, as a count, with its 95 % confidence interval.
 *
 * @param low lower end of the interval, from 0 to 1
 * @param high upper end of the interval, from 0 to 1
 */
public record Share(long correct, long total, double low, double high) {
  /** The normal distribution's 97.5th percentile. */
  private static final double Z = 1.959963984540054;

  public Share {
    Require.count("total", total);
    Require.range("correct", correct, 0, total);
    Require.share("low", low);
    Require.share("high", high);
  }

  /**
   * The Wilson score interval (E. B. Wilson, 1927), which stays inside [0, 1] and is honest at
   * shares near 0 and 1. Of no images it says nothing: [0, 1].
   */
  public static Share wilson(long correct, long total) {
    if (total == 0) {
      return new Share(correct, total, 0, 1);
    }
    double share = (double) correct / total;
    double z2 = Z * Z / total;
    double center = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt((share * (1 - share) + z2 / 4) / total);
    // At the ends one bound is exactly the share; rounding would leave it a hair off.
    double low = correct == 0 ? 0 : Math.max(0, center - half);
    double high = correct == total ? 1 : Math.min(1, center + half);
    return new Share(correct, total, low, high);
  }

  /** Returns correct / total; 0 where there are no images. */
  public double fraction() {
    return total == 0 ? 0 : (double) correct / total;
  }
}
