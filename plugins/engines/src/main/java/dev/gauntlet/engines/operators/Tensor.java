package dev.gauntlet.engines.operators;

import java.util.Arrays;
import java.util.SplittableRandom;

/** An array in plain Java, row-major. */
public final class Tensor {
  private final int[] shape;
  private final float[] values;

  /**
   * An array.
   *
   * @param shape its sizes, outermost first
   * @param values as many as the sizes multiply to; not copied
   */
  public Tensor(int[] shape, float[] values) {
    if (values.length != size(shape)) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.values = values;
  }

  /** Its sizes, outermost first. */
  public int[] shape() {
    return shape.clone();
  }

  /** Its values themselves, row-major. */
  public float[] values() {
    return values;
  }

  /** Uniform values in [-1, 1). */
  public static Tensor random(SplittableRandom random, int... shape) {
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return new Tensor(shape, values);
  }

  /** How many values a shape has. */
  public static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The size of an axis. */
  public int size(int axis) {
    return shape[axis];
  }

  /** A value of a four-dimensional array, as a double. */
  double at(int a, int b, int c, int d) {
    return values[((a * shape[1] + b) * shape[2] + c) * shape[3] + d];
  }

  /** The indices of a position in {@link #values}. */
  static int[] indices(int[] shape, int position) {
    int[] indices = new int[shape.length];
    int rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return indices;
  }
}
