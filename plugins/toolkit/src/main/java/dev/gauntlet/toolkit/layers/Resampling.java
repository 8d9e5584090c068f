package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Makes images of another size as the product with one matrix per axis: plain arithmetic that both
 * engines differentiate.
 */
final class Resampling {
  /** What each old position gives to each new one. */
  @FunctionalInterface
  interface Kernel {
    /** Adds the weights of one new position to {@code weights}, (length of the old axis). */
    void weigh(int to, int length, float[] weights);
  }

  private Resampling() {}

  /** (N,C,H,W) → (N,C,height,width). */
  static NDArray resample(NDArray images, int height, int width, Kernel kernel) {
    NDArray wide = rows(images, width, kernel);
    return rows(wide.transpose(0, 1, 3, 2), height, kernel).transpose(0, 1, 3, 2);
  }

  private static NDArray rows(NDArray images, int length, Kernel kernel) {
    Shape shape = images.getShape();
    int old = (int) shape.get(3);
    NDArray matrix =
        images.getManager().create(matrix(old, length, kernel), new Shape(old, length));
    return images
        .reshape(-1, old)
        .matMul(matrix)
        .reshape(shape.get(0), shape.get(1), shape.get(2), length);
  }

  private static float[] matrix(int old, int length, Kernel kernel) {
    float[] matrix = new float[old * length];
    float[] column = new float[old];
    for (int to = 0; to < length; to++) {
      Arrays.fill(column, 0);
      kernel.weigh(to, length, column);
      for (int from = 0; from < old; from++) {
        matrix[from * length + to] = column[from];
      }
    }
    return matrix;
  }
}
