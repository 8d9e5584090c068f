package dev.gauntlet.harness.execution;

/** Every value within epsilon. */
record LinfBall(double epsilon) implements Ball {
  /** A few units in the last place of float32 near 1: what adding a step and clipping can cost. */
  private static final double TOLERANCE = 1e-6;

  @Override
  public double distance(float[] clean, float[] image) {
    double largest = 0;
    for (int i = 0; i < clean.length; i++) {
      largest = Math.max(largest, Math.abs((double) image[i] - clean[i]));
    }
    return largest;
  }

  @Override
  public boolean isOver(double distance) {
    return distance > epsilon + TOLERANCE;
  }

  @Override
  public void project(float[] clean, float[] image) {
    for (int i = 0; i < clean.length; i++) {
      image[i] = Math.min(highest(clean[i]), Math.max(lowest(clean[i]), image[i]));
    }
  }

  private float highest(float clean) {
    double exact = Math.min(1, clean + epsilon);
    float nearest = (float) exact;
    return nearest > exact ? Math.nextDown(nearest) : nearest;
  }

  private float lowest(float clean) {
    double exact = Math.max(0, clean - epsilon);
    float nearest = (float) exact;
    return nearest < exact ? Math.nextUp(nearest) : nearest;
  }
}
