package dev.gauntlet.toolkit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingImages;
import java.util.SplittableRandom;

/**
 * A task that a small network learns in seconds: noise, and one of three quadrants brighter.
 *
 * @param size number of images; their labels are 0, 1, 2, 0, …
 * @param seed of the noise
 */
public record Quadrants(int size, long seed) implements TrainingImages {
  private static final int SIDE = 8;

  @Override
  public ImageBatch batch(NDManager manager, int[] indices) {
    float[] pixels = new float[indices.length * SIDE * SIDE];
    long[] labels = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      SplittableRandom random = new SplittableRandom(seed + indices[i]);
      labels[i] = indices[i] % 3;
      for (int j = 0; j < SIDE * SIDE; j++) {
        int quadrant = j / SIDE / 4 * 2 + j % SIDE / 4;
        double brightness = quadrant == labels[i] ? 0.3 : 0;
        pixels[i * SIDE * SIDE + j] = (float) (brightness + random.nextDouble(0, 0.6));
      }
    }
    return new ImageBatch(
        manager.create(pixels, new Shape(indices.length, 1, SIDE, SIDE)), manager.create(labels));
  }
}
