package dev.gauntlet.api;

/**
 * The set of images an attack may return for a clean image x: those within {@code epsilon} of x in
 * {@code norm} whose values all lie in the pixel range [0, 1].
 *
 * @param norm how distance is measured
 * @param epsilon the radius: in [0, 1] pixel units for L∞, Euclidean in the same units for L2, a
 *     pixel count for L0
 */
public record Budget(Norm norm, double epsilon) {
  /**
   * Checks the radius.
   *
   * @throws GauntletException if {@code epsilon} is negative, not finite, above 1 for L∞, or not a
   *     whole number for L0
   */
  public Budget {
    if (norm == null) {
      throw new GauntletException("budget: the norm is missing; give one of LINF, L2, L0");
    }
    if (!Double.isFinite(epsilon) || epsilon < 0) {
      throw new GauntletException("budget: epsilon must be a finite number >= 0, got " + epsilon);
    }
    if (norm == Norm.LINF && epsilon > 1) {
      throw new GauntletException(
          "budget: epsilon is in [0, 1] pixel units for LINF, got "
              + epsilon
              + "; for 8 of 255 write 8/255");
    }
    if (norm == Norm.L0 && epsilon != Math.rint(epsilon)) {
      throw new GauntletException(
          "budget: epsilon counts pixels for L0: it must be a whole number from 1 to an image's height"
              + " times width (784 on MNIST), got "
              + epsilon);
    }
  }
}
