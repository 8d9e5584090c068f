package dev.gauntlet.harness.scoring;

/**
 * The exact McNemar test of two classifiers on the same images, in its mid-p form: the plain exact
 * test is needlessly conservative, the asymptotic one wrong for small counts (Fagerland, Lydersen,
 * Laake: The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact
 * conditional, BMC Medical Research Methodology 13:91, 2013).
 */
final class McNemar {
  /** Below it, two classifiers are told apart. */
  static final double LEVEL = 0.05;

  private McNemar() {}

  /**
   * The two-sided mid-p value.
   *
   * @param onlyFirst images that only the first got right
   * @param onlySecond images that only the second got right
   */
  static double midP(int onlyFirst, int onlySecond) {
    int n = onlyFirst + onlySecond;
    int few = Math.min(onlyFirst, onlySecond);
    // log C(n,k) − n·log 2, from k = 0 upwards: 2^-n itself would underflow from n = 1075 on.
    double logTerm = -n * Math.log(2);
    double tail = 0;
    for (int k = 0; k < few; k++) {
      tail += Math.exp(logTerm);
      logTerm += Math.log(n - k) - Math.log(k + 1.0);
    }
    return Math.min(1, 2 * tail + Math.exp(logTerm));
  }
}
