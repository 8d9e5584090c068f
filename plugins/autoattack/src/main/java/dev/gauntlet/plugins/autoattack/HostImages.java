package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** A batch as one array of pixels per image, for algorithms that treat each image apart. */
final class HostImages {
  private HostImages() {}

  /** The pixels of each image of (N,C,H,W). */
  static float[][] of(NDArray images) {
    float[] all = images.toFloatArray();
    int count = Math.toIntExact(images.getShape().get(0));
    int each = all.length / count;
    float[][] pixels = new float[count][];
    Arrays.setAll(pixels, i -> Arrays.copyOfRange(all, i * each, (i + 1) * each));
    return pixels;
  }

  /** A batch of images, each of the shape (C,H,W). */
  static NDArray batch(NDManager manager, float[][] pixels, Shape each) {
    int size = Math.toIntExact(each.size());
    float[] all = new float[pixels.length * size];
    for (int i = 0; i < pixels.length; i++) {
      System.arraycopy(pixels[i], 0, all, i * size, size);
    }
    return manager.create(all, new Shape(pixels.length).addAll(each));
  }
}
