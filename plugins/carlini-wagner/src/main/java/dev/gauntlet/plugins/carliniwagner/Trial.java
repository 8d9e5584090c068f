package dev.gauntlet.plugins.carliniwagner;

/** How the descent of one image for one c is going. */
final class Trial {
  private static final int CHECKS = 10;
  private static final double WORTH_GOING_ON = 0.9999;

  private final int steps;
  private final int period;
  private final boolean abortEarly;
  private int step;
  private boolean succeeded;
  private double lowest = Double.POSITIVE_INFINITY;
  private double lowestBefore = Double.POSITIVE_INFINITY;

  /**
   * Before the first step.
   *
   * @param steps how many steps it may take
   * @param abortEarly whether it ends where the loss no longer falls
   */
  Trial(int steps, boolean abortEarly) {
    this.steps = steps;
    this.period = Math.max(1, steps / CHECKS);
    this.abortEarly = abortEarly;
  }

  /** Notes where the next step starts. */
  void sees(double loss, boolean success) {
    step++;
    succeeded |= success;
    lowest = Math.min(lowest, loss);
  }

  boolean succeeded() {
    return succeeded;
  }

  /**
   * Whether the steps are spent, or a tenth of them has not found a loss lower than before. The
   * lowest of a tenth is compared, not the last: Adam swings across the boundary, where a single
   * loss says little.
   */
  boolean ends() {
    if (step == steps) {
      return true;
    }
    if (!abortEarly || step % period != 0) {
      return false;
    }
    boolean stuck = lowest > WORTH_GOING_ON * lowestBefore;
    lowestBefore = Math.min(lowestBefore, lowest);
    lowest = Double.POSITIVE_INFINITY;
    return stuck;
  }
}
