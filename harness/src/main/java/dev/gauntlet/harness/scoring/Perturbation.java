package dev.gauntlet.harness.scoring;

/**
 * What became of one image in an attack's hands, after the check.
 *
 * @param failed whether the attack failed on the image's batch: the image is then the clean one
 * @param clipped whether the harness moved it back into the budget
 * @param distance from the clean image to the one that was scored, in the budget's norm
 * @param queries how many questions the attack asked about it
 */
public record Perturbation(boolean failed, boolean clipped, double distance, long queries) {
  /** An attack that failed. */
  public static final Perturbation FAILED = new Perturbation(true, false, 0);

  public Perturbation {
    if (queries < 0) {
      throw new IllegalArgumentException("an image with " + queries + " queries");
    }
    if (!(distance >= 0) || Double.isInfinite(distance) || (failed && (clipped || distance > 0))) {
      throw new IllegalArgumentException(
          "not a perturbation: failed "
              + failed
              + ", clipped "
              + clipped
              + ", distance "
              + distance);
    }
  }

  /** What became of an image that nothing was asked about. */
  public Perturbation(boolean failed, boolean clipped, double distance) {
    this(failed, clipped, distance, 0);
  }

  /** The same, after so many questions. */
  public Perturbation withQueries(long count) {
    return new Perturbation(failed, clipped, distance, count);
  }

  /** Whether the scored image differs from the clean one. */
  public boolean attacked() {
    return distance > 0;
  }
}
