package dev.gauntlet.plugins.autoattack;

/** How APGD fares with one image: its losses, and the step size that follows from them. */
final class Progress {
  private final int position;
  private double stepSize;
  private double last = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;
  private double highestAtCheckpoint = Double.NaN;
  private boolean halved;
  private int rises;
  private int checkpoint;

  /**
   * At the start.
   *
   * @param position of the image in its batch
   */
  Progress(int position, double stepSize) {
    this.position = position;
    this.stepSize = stepSize;
  }

  int position() {
    return position;
  }

  double stepSize() {
    return stepSize;
  }

  /** Whether the image has succeeded for good. */
  boolean done() {
    return highest == Double.POSITIVE_INFINITY;
  }

  /** Takes note of the loss after a step; true if it is the highest so far. */
  boolean sees(double loss) {
    if (Double.isNaN(highestAtCheckpoint)) {
      highestAtCheckpoint = loss;
    }
    rises += loss > last ? 1 : 0;
    last = loss;
    if (loss > highest) {
      highest = loss;
      return true;
    }
    return false;
  }

  /**
   * Halves the step size if, since the last checkpoint, fewer than a share ρ of the steps raised
   * the loss, or if neither the step size nor the highest loss has changed (conditions 1 and 2).
   *
   * @return whether it did: the image goes on from its best point
   */
  boolean looksBack(int step, double rho) {
    boolean tooFewRises = rises < rho * (step - checkpoint);
    boolean stuck = !halved && highest == highestAtCheckpoint;
    halved = tooFewRises || stuck;
    if (halved) {
      stepSize /= 2;
      last = highest;
    }
    highestAtCheckpoint = highest;
    rises = 0;
    checkpoint = step;
    return halved;
  }
}
