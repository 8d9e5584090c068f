package dev.gauntlet.toolkit.gradient;

/**
 * A comparison of a function with its gradient, over a distance and over half of it.
 *
 * @param usual a whole move that is large along such directions
 * @param noise what rounding alone moves the function by
 */
record Probe(Move whole, Move half, double usual, double noise) {
  /** Moves below this many times the noise tell nothing. */
  private static final double RESOLVED = 16;

  /** The share of a move by which its two halves may differ before the function counts as bent. */
  private static final double STRAIGHT = 0.025;

  /** Whether something moves that rounding cannot explain. */
  boolean resolved() {
    return size() >= RESOLVED * noise;
  }

  /** Whether the function is straight on the way, as far as its own two moves tell. */
  boolean straight() {
    return Math.abs(whole.actual() - 2 * half.actual()) - 4 * noise <= STRAIGHT * size();
  }

  /** From 0 to 2: the disagreement that rounding does not explain, of the larger move. */
  double error() {
    return Math.max(0, whole.disagreement() - 2 * noise) / size();
  }

  /** The same over half the distance, where there are fewer kinks and more rounding. */
  double errorOfHalf() {
    return Math.max(0, half.disagreement() - 2 * noise) / Math.max(half.larger(), usual / 2);
  }

  private double size() {
    return Math.max(whole.larger(), usual);
  }
}
