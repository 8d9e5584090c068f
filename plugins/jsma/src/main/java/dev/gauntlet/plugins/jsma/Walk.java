package dev.gauntlet.plugins.jsma;

import java.util.Optional;

/**
 * One image on its way to one class, pair of pixels by pair. All channels of a pixel move together.
 */
final class Walk {
  private final int image;
  private final long target;
  private final float[] values;
  private final int[] signs;
  private final int budget;
  private int changed;
  private float margin;

  /**
   * Starts at a clean image.
   *
   * @param image its position in the batch
   * @param target the class to reach
   * @param clean (C·H·W); copied
   * @param pixels H·W
   * @param budget how many of these may change
   */
  Walk(int image, long target, float[] clean, int pixels, int budget) {
    this.image = image;
    this.target = target;
    this.values = clean.clone();
    this.signs = new int[pixels];
    this.budget = budget;
  }

  int image() {
    return image;
  }

  long target() {
    return target;
  }

  /** Writes the image as it is now, (C·H·W), into a batch. */
  void copyTo(float[] batch, int start) {
    System.arraycopy(values, 0, batch, start, values.length);
  }

  /** Notes how far the image as it is now leads; positive is success. */
  void judge(float lead) {
    margin = lead;
  }

  float margin() {
    return margin;
  }

  /**
   * Moves the most salient pair. The saliency of a pixel is that of the step it would take: a step
   * that the end of the pixel range cuts short counts for as much as is left of it.
   *
   * @param towards ∂Z_t/∂x, (C·H·W) from {@code start} on
   * @param all Σ_j ∂Z_j/∂x, likewise
   * @param theta how far
   * @return false where no pair is left that helps
   */
  boolean step(float[] towards, float[] all, int start, Direction direction, double theta) {
    PixelPair best = null;
    int way = 0;
    for (int sign : direction.signs()) {
      boolean[] movable = new boolean[signs.length];
      double[] target = new double[signs.length];
      double[] others = new double[signs.length];
      for (int i = 0, pixel = 0; i < values.length; i++) {
        double step = reach(values[i], sign, theta) / theta;
        movable[pixel] |= step != 0 && mayMove(pixel, sign);
        target[pixel] += step * towards[start + i];
        others[pixel] += step * (all[start + i] - (double) towards[start + i]);
        pixel = pixel + 1 == signs.length ? 0 : pixel + 1;
      }
      Optional<PixelPair> pair = PixelPair.best(target, others, movable);
      if (pair.isPresent() && (best == null || pair.get().saliency() > best.saliency())) {
        best = pair.get();
        way = sign;
      }
    }
    if (best == null) {
      return false;
    }
    move(best.first(), way, theta);
    move(best.second(), way, theta);
    return true;
  }

  // A pixel goes on in the direction it took. Where the budget has no room for two more, only those
  // that have changed already may change again.
  private boolean mayMove(int pixel, int sign) {
    return signs[pixel] == sign || (signs[pixel] == 0 && changed + 2 <= budget);
  }

  /** By how much a step changes a value, which stays in the pixel range. */
  private static double reach(float value, int sign, double theta) {
    return Math.min(1, Math.max(0, value + sign * theta)) - value;
  }

  private void move(int pixel, int sign, double theta) {
    changed += signs[pixel] == 0 ? 1 : 0;
    signs[pixel] = sign;
    for (int i = pixel; i < values.length; i += signs.length) {
      values[i] = (float) (values[i] + reach(values[i], sign, theta));
    }
  }
}
