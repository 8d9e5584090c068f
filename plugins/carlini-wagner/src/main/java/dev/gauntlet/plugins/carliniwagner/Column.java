package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** One number for each image, in the shape that multiplies a batch of them. */
final class Column {
  private Column() {}

  /** (N,1,1,1), float32. */
  static NDArray of(NDManager manager, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats, new Shape(floats.length, 1, 1, 1));
  }
}
