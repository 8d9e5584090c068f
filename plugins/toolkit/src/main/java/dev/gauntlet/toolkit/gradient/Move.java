package dev.gauntlet.toolkit.gradient;

/**
 * How far a function moves from one side of a point to the other.
 *
 * @param predicted by its gradient
 * @param actual by the function
 */
record Move(double predicted, double actual) {
  double disagreement() {
    return Math.abs(actual - predicted);
  }

  double larger() {
    return Math.max(Math.abs(actual), Math.abs(predicted));
  }
}
