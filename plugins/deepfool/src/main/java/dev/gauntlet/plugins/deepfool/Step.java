package dev.gauntlet.plugins.deepfool;

import dev.gauntlet.api.Norm;

/**
 * The shortest step to one boundary of a linearized model: |f| / ‖w‖_q along the steepest direction
 * of the norm, where f is how far the other class leads, w its gradient, and q the dual norm.
 */
final class Step {
  /** No step: infinitely far. */
  static final Step NONE = new Step(Norm.L2, Double.POSITIVE_INFINITY, 1, new float[0]);

  // The paper's own addition, which puts the step across the boundary, not on it.
  private static final double ACROSS = 1e-4;

  private final Norm norm;
  private final double distance;
  private final double length;
  private final float[] gradient;

  private Step(Norm norm, double distance, double length, float[] gradient) {
    this.norm = norm;
    this.distance = distance;
    this.length = length;
    this.gradient = gradient;
  }

  /**
   * The step to where the lead would be 0, were the model linear.
   *
   * @param lead f
   * @param gradient w, not changed afterwards
   */
  static Step towards(Norm norm, double lead, float[] gradient) {
    double sum = 0;
    for (float value : gradient) {
      sum += norm == Norm.L2 ? (double) value * value : Math.abs(value);
    }
    double length = norm == Norm.L2 ? Math.sqrt(sum) : sum;
    return length > 0 ? new Step(norm, Math.abs(lead) / length, length, gradient) : NONE;
  }

  /** Its size in the norm. */
  double distance() {
    return distance;
  }

  /** Whether there is anywhere to go. */
  boolean leads() {
    return this != NONE;
  }

  /** How far it moves the value at {@code index}. */
  double at(int index) {
    double direction = norm == Norm.L2 ? gradient[index] / length : Math.signum(gradient[index]);
    return (distance + ACROSS) * direction;
  }
}
