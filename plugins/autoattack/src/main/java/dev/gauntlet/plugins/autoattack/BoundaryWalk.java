package dev.gauntlet.plugins.autoattack;

import java.util.Arrays;

/** Where FAB is with one image. */
final class BoundaryWalk {
  private final int position;
  private final double[] clean;
  private double[] current;
  private double[] nearest;
  private double distance = Double.POSITIVE_INFINITY;

  /**
   * At the clean image.
   *
   * @param position of the image in its batch
   */
  BoundaryWalk(int position, float[] pixels) {
    this.position = position;
    this.clean = new double[pixels.length];
    Arrays.setAll(clean, i -> pixels[i]);
    this.current = clean;
    this.nearest = clean;
  }

  int position() {
    return position;
  }

  float[] current() {
    return toFloats(current);
  }

  /** The nearest adversarial image so far; the clean one if there is none. */
  float[] nearest() {
    return toFloats(nearest);
  }

  /** How far that is from the clean image; infinite if there is none. */
  double distance() {
    return distance;
  }

  /**
   * Steps beyond the boundary, where the linearized difference is zero: from the current image, and
   * a little, the more the nearer the boundary is to the clean image, from that one.
   *
   * @param gradient of the difference at the current image
   * @param difference there
   */
  void step(
      FastAdaptiveBoundary method,
      HyperplaneProjection projection,
      float[] gradient,
      float difference) {
    double fromClean = difference;
    for (int i = 0; i < clean.length; i++) {
      fromClean += gradient[i] * (clean[i] - current[i]);
    }
    double[] here = projection.from(current, gradient, difference);
    double[] there = projection.from(clean, gradient, fromClean);
    double alpha = bias(projection.length(here), projection.length(there), method.alphaMax());
    double[] next = new double[clean.length];
    for (int i = 0; i < next.length; i++) {
      double onward = current[i] + method.eta() * here[i];
      double back = clean[i] + method.eta() * there[i];
      next[i] = Math.min(1, Math.max(0, (1 - alpha) * onward + alpha * back));
    }
    // What the source is asked about, and what is returned, is in float32.
    current = new double[next.length];
    Arrays.setAll(current, i -> (float) next[i]);
  }

  private static double bias(double here, double there, double most) {
    return here + there > 0 ? Math.min(here / (here + there), most) : 0;
  }

  /** Keeps the current image if it is the nearest adversarial one, and steps back from it. */
  void crossed(HyperplaneProjection projection, double beta) {
    double[] change = new double[clean.length];
    Arrays.setAll(change, i -> current[i] - clean[i]);
    double length = projection.length(change);
    if (length < distance) {
      distance = length;
      nearest = current;
    }
    current = new double[clean.length];
    Arrays.setAll(current, i -> (float) (clean[i] + beta * change[i]));
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
