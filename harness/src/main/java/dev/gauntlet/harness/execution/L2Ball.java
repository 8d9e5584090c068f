package dev.gauntlet.harness.execution;

import java.util.Comparator;
import java.util.stream.IntStream;

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

  @Override
  public void round(float[] clean, float[] image) {
    float[] original = image.clone();
    for (int i = 0; i < image.length; i++) {
      image[i] = Levels.value(Levels.nearest(original[i]));
    }
    double excess = square(distance(clean, image)) - square(epsilon);
    if (excess <= 0) {
      return;
    }
    // Take back, one by one, the roundings away from the clean image that were closest calls.
    int[] away =
        IntStream.range(0, image.length)
            .filter(i -> Math.abs(image[i] - clean[i]) > Math.abs(original[i] - clean[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(image[i] - original[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : away) {
      double before = square((double) image[i] - clean[i]);
      image[i] = Levels.value(Levels.towards(clean[i], original[i]));
      excess -= before - square((double) image[i] - clean[i]);
      if (excess <= 0 && distance(clean, image) <= epsilon) {
        return;
      }
    }
  }

  private static double square(double value) {
    return value * value;
  }
}
