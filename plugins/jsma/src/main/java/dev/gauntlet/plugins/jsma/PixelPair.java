package dev.gauntlet.plugins.jsma;

import java.util.Arrays;
import java.util.Optional;

/**
 * Two pixels to change together.
 *
 * @param saliency −α·β (e2SAD, eq. 2.5), greater than 0
 */
record PixelPair(int first, int second, double saliency) {
  /**
   * The pair of different pixels with the largest −α·β among those with α &gt; 0 and β &lt; 0,
   * where α and β are sums over the pair (eq. 2.3 and 2.4).
   *
   * @param target ∂Z_t/∂x of each pixel
   * @param others Σ_{j≠t} ∂Z_j/∂x of each pixel
   * @param allowed which pixels may change
   */
  static Optional<PixelPair> best(double[] target, double[] others, boolean[] allowed) {
    int[] pixels = undominated(target, others, allowed);
    PixelPair best = null;
    for (int i = 0; i < pixels.length; i++) {
      for (int j = i + 1; j < pixels.length; j++) {
        double alpha = target[pixels[i]] + target[pixels[j]];
        double beta = others[pixels[i]] + others[pixels[j]];
        if (alpha > 0 && beta < 0 && (best == null || -alpha * beta > best.saliency)) {
          best = new PixelPair(pixels[i], pixels[j], -alpha * beta);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  // A pixel that two others match or beat in both sums is in no better pair than one of these two
  // would be in its place. What is left is so little that all pairs of a large image can be tried.
  private static int[] undominated(double[] target, double[] others, boolean[] allowed) {
    int[] falling = falling(target, allowed);
    double lowest = Double.POSITIVE_INFINITY;
    double secondLowest = Double.POSITIVE_INFINITY;
    int count = 0;
    for (int pixel : falling) {
      if (others[pixel] < secondLowest) {
        falling[count++] = pixel;
        secondLowest = Math.min(secondLowest, Math.max(lowest, others[pixel]));
        lowest = Math.min(lowest, others[pixel]);
      }
    }
    return Arrays.copyOf(falling, count);
  }

  // The allowed pixels, the largest target first. A pixel's number takes the place of the last
  // bits,
  // beyond the precision of float32 gradients: plain numbers sort several times faster.
  private static int[] falling(double[] target, boolean[] allowed) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(target.length);
    long numbers = (1L << bits) - 1;
    long[] keys = new long[target.length];
    int count = 0;
    for (int pixel = 0; pixel < target.length; pixel++) {
      if (allowed[pixel]) {
        keys[count++] = (~ascending(target[pixel]) & ~numbers) | pixel;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] falling = new int[count];
    for (int i = 0; i < count; i++) {
      falling[i] = (int) (keys[i] & numbers);
    }
    return falling;
  }

  /** A number that orders as the value does. */
  private static long ascending(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }
}
