package dev.gauntlet.plugins.deepfool;

import dev.gauntlet.api.Norm;

/** How far an image has come from its origin. */
final class Way {
  private final float[] origin;
  private final double stretch;
  private final double[] total;

  /**
   * Stands at the origin.
   *
   * @param origin (C·H·W), not changed afterwards
   * @param stretch 1 + η: by how much the steps are overshot
   */
  Way(float[] origin, double stretch) {
    this.origin = origin;
    this.stretch = stretch;
    this.total = new double[origin.length];
  }

  // Only so far as the end of the pixel range: what a pixel seemed to go beyond it would have to be
  // taken back before a later step the other way could move it.
  void add(Step step) {
    if (step.leads()) {
      for (int i = 0; i < total.length; i++) {
        double least = -origin[i] / stretch;
        double most = (1 - origin[i]) / stretch;
        total[i] = Math.min(most, Math.max(least, total[i] + step.at(i)));
      }
    }
  }

  /** How far {@link #end} is from the origin in L2 or L∞. */
  double distance(Norm norm) {
    float[] end = end();
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < end.length; i++) {
      double change = Math.abs((double) end[i] - origin[i]);
      sum += change * change;
      largest = Math.max(largest, change);
    }
    return norm == Norm.L2 ? Math.sqrt(sum) : largest;
  }

  /** Where the overshot steps lead, within the pixel range. */
  float[] end() {
    float[] end = new float[origin.length];
    for (int i = 0; i < end.length; i++) {
      end[i] = (float) Math.min(1, Math.max(0, origin[i] + stretch * total[i]));
    }
    return end;
  }
}
