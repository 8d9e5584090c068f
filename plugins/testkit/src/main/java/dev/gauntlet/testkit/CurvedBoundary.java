package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * One image of {@link TinyModels#convolutional}, label 0, and what is known of its surroundings
 * from a computation in float64 that shares no code with the attacks: the network and its backward
 * pass written anew in numpy.
 */
public final class CurvedBoundary {
  /**
   * The L2 distance to the nearest image within the pixel range that has another label, by
   * sequential quadratic programming (scipy's SLSQP, the better of 30 starts for each class).
   */
  public static final double NEAREST_L2 = 0.8208644;

  private static final int SIDE = 8;

  private CurvedBoundary() {}

  /** Waves, brighter in the first quadrant: (1,1,8,8). */
  public static NDArray image(NDManager manager) {
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double brightness = TinyImages.quadrant(i) == 0 ? 0.4 : 0;
      pixels[i] = (float) (0.3 + 0.2 * Math.sin(1 + 1.7 * i) + brightness);
    }
    return manager.create(pixels, new Shape(1).addAll(TinyImages.SHAPE));
  }

  /** Its label, (1). */
  public static NDArray label(NDManager manager) {
    return manager.create(new long[] {0});
  }
}
