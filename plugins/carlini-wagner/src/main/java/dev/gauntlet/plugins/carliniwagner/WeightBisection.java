package dev.gauntlet.plugins.carliniwagner;

/**
 * The search for the smallest weight c that succeeds, for one image: times 10 until one does, then
 * halfway between the largest that failed and the smallest that did not.
 */
final class WeightBisection {
  private double tooSmall;
  private double largeEnough = Double.POSITIVE_INFINITY;
  private double weight;
  private int left;

  /**
   * Before the first trial.
   *
   * @param trials how many values of c are tried
   */
  WeightBisection(double initial, int trials) {
    this.weight = initial;
    this.left = trials;
  }

  /** The c to try. */
  double weight() {
    return weight;
  }

  /** Whether there is a c left to try. */
  boolean goesOn() {
    return left > 0;
  }

  /** Goes on to the next c. */
  void tried(boolean success) {
    if (success) {
      largeEnough = weight;
    } else {
      tooSmall = weight;
    }
    weight = Double.isInfinite(largeEnough) ? 10 * weight : (tooSmall + largeEnough) / 2;
    left--;
  }
}
