package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingImages;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Gray 8×8 images that a small network learns in seconds: noise, and one of the first three
 * quadrants brighter than the rest. That quadrant is the label.
 *
 * @param size how many images; their labels are 0, 1, 2, 0, …
 * @param seed decides the noise
 */
public record TinyImages(int size, long seed) implements TrainingImages {
  /** (C,H,W) of every image. */
  public static final Shape SHAPE = new Shape(1, 8, 8);

  /** Number of labels. */
  public static final int CLASSES = 3;

  private static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;

  /** Which quadrant a pixel lies in, from 0 to 3, row by row. */
  static int quadrant(int pixel) {
    return pixel / SIDE / 4 * 2 + pixel % SIDE / 4;
  }

  @Override
  public ImageBatch batch(NDManager manager, int[] indices) {
    float[] pixels = new float[indices.length * PIXELS];
    long[] labels = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int image = Objects.checkIndex(indices[i], size);
      SplittableRandom noise = new SplittableRandom(31 * seed + image);
      labels[i] = image % CLASSES;
      for (int j = 0; j < PIXELS; j++) {
        double brightness = quadrant(j) == labels[i] ? 0.3 : 0;
        pixels[i * PIXELS + j] = (float) (brightness + noise.nextDouble(0, 0.7));
      }
    }
    return new ImageBatch(
        manager.create(pixels, new Shape(indices.length).addAll(SHAPE)), manager.create(labels));
  }

  /** All images in one batch. */
  public ImageBatch all(NDManager manager) {
    return batch(manager, IntStream.range(0, size).toArray());
  }

  /** An id for each image. */
  public List<String> ids() {
    return IntStream.range(0, size).mapToObj(i -> "tiny-" + seed + "-" + i).toList();
  }
}
