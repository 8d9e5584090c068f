package dev.gauntlet.toolkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/** Images and labels that mean nothing. */
public final class Images {
  private Images() {}

  /** Uniform pixels in [low, high), the same on every engine. */
  public static NDArray uniform(
      NDManager manager, long seed, Shape shape, double low, double high) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[(int) shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(low, high);
    }
    return manager.create(pixels, shape);
  }

  /** Uniform pixels in [0, 1). */
  public static NDArray uniform(NDManager manager, long seed, Shape shape) {
    return uniform(manager, seed, shape, 0, 1);
  }

  /** Labels 0, 1, 2, … that start over at {@code classes}. */
  public static NDArray labels(NDManager manager, int count, int classes) {
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes;
    }
    return manager.create(labels);
  }
}
