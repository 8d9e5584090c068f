package dev.gauntlet.datasets;

import java.util.Locale;

/**
 * The shape of one image, (C,H,W).
 *
 * @param channels 1 for grey, 3 for RGB
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {

  /**
   * Checks that every side is positive.
   *
   * @throws IllegalArgumentException if one is not
   */
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "An image needs at least one channel, row and column, but (C,H,W) is (%d,%d,%d)",
              channels,
              height,
              width));
    }
  }

  /** How many values one image has: C·H·W. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%dx%dx%d", channels, height, width);
  }
}
