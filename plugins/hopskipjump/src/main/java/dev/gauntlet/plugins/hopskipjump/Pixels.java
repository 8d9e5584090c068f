package dev.gauntlet.plugins.hopskipjump;

/** Arithmetic on the pixels of one image. */
final class Pixels {
  private Pixels() {}

  /** Into the pixel range. */
  static float cut(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }

  /** x + length·direction, inside the pixel range. */
  static float[] move(float[] image, double[] direction, double length) {
    float[] moved = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      moved[i] = cut(image[i] + length * direction[i]);
    }
    return moved;
  }

  /** Scales to Euclidean length 1; zero stays zero. */
  static void normalize(double[] direction) {
    double squares = 0;
    for (double value : direction) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < direction.length && length > 0; i++) {
      direction[i] /= length;
    }
  }
}
