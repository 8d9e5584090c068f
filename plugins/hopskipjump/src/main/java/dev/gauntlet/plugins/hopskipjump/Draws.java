package dev.gauntlet.plugins.hopskipjump;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Randomness;
import java.util.SplittableRandom;

/** What one image draws at random. */
final class Draws {
  private final Randomness random;
  private final int each;
  private final NDManager manager;

  /**
   * The draws of the only image of {@code random}.
   *
   * @param each pixel values of the image
   */
  Draws(Randomness random, int each, NDManager manager) {
    this.random = random;
    this.each = each;
    this.manager = manager;
  }

  /** A start to try: uniform noise. */
  float[] noise(int number) {
    return uniform("start-" + number, 0, 1);
  }

  /** How much of a start's noise is laid over the clean image: all of the first, then any share. */
  double opacity(int number) {
    return number == 0 ? 1 : random.generator(0, "opacity-" + number).nextDouble();
  }

  /** A direction of Euclidean length 1: Gaussian for L2, uniform in a cube for L∞. */
  double[] direction(Metric metric, int step, int number) {
    String purpose = "direction-" + step + "-" + number;
    double[] direction = new double[each];
    float[] values = metric == Metric.L2 ? gaussian(purpose) : uniform(purpose, -1, 1);
    for (int i = 0; i < each; i++) {
      direction[i] = values[i];
    }
    Pixels.normalize(direction);
    return direction;
  }

  private float[] gaussian(String purpose) {
    try (NDArray drawn = random.gaussian(manager, purpose, new Shape(each))) {
      return drawn.toFloatArray();
    }
  }

  private float[] uniform(String purpose, double low, double high) {
    SplittableRandom generator = random.generator(0, purpose);
    float[] values = new float[each];
    for (int i = 0; i < each; i++) {
      values[i] = (float) (low + (high - low) * generator.nextDouble());
    }
    return values;
  }
}
