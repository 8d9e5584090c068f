package dev.gauntlet.harness.execution;

/** A Euclidean distance of at most epsilon. */
record L2Ball(double epsilon) implements Ball {
  /** What summing some hundred thousand float32 squares can cost, relative and absolute. */
  private static final double TOLERANCE = 1e-5;

  @Override
  public double distance(float[] clean, float[] image) {
    double sum = 0;
    for (int i = 0; i < clean.length; i++) {
      double difference = (double) image[i] - clean[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  @Override
  public boolean isOver(double distance) {
    return distance > epsilon * (1 + TOLERANCE) + TOLERANCE;
  }

  @Override
  public void project(float[] clean, float[] image) {
    float[] original = image.clone();
    double factor = epsilon / distance(clean, image);
    // Rounding the scaled values to float32 can lead out again by a hair: then aim a hair shorter.
    for (double shorter = 0; distance(clean, image) > epsilon; shorter = 2 * shorter + 1e-7) {
      double aim = factor * Math.max(0, 1 - shorter);
      for (int i = 0; i < clean.length; i++) {
        image[i] = (float) (clean[i] + aim * ((double) original[i] - clean[i]));
      }
    }
  }
}
