package dev.gauntlet.harness.execution;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;

/**
 * How far one image is from another, in every norm.
 *
 * @param l0 changed pixels, whichever of their channels change
 * @param l2 Euclidean, over values in [0, 1]
 * @param linf the largest change of a value
 */
public record Distances(double l0, double l2, double linf) {
  /**
   * Measures.
   *
   * @param clean (C,H,W), in [0, 1]
   * @param image likewise
   */
  public static Distances between(float[] clean, float[] image, int channels) {
    return new Distances(
        in(Norm.L0, clean, image, channels),
        in(Norm.L2, clean, image, channels),
        in(Norm.LINF, clean, image, channels));
  }

  private static double in(Norm norm, float[] clean, float[] image, int channels) {
    return Ball.of(new Budget(norm, 0), channels).distance(clean, image);
  }
}
