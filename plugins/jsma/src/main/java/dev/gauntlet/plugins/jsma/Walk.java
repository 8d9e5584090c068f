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

  /** The image as it is now, (C·H·W). */
  float[] values() {
    return values.clone();
  }

  /** Notes how far the image as it is now leads; positive is success. */
  void judge(float lead) {
    margin = lead;
  }

  float margin() {
    return margin;
  }

  /**
   * Moves the most salient pair.
   *
   * @param towards ∂Z_t/∂x, (C·H·W)
   * @param all Σ_j ∂Z_j/∂x, (C·H·W)
   * @param theta how far
   * @return false where no pair is left that helps
   */
  boolean step(float[] towards, float[] all, Direction direction, double theta) {
    PixelPair best = null;
    int way = 0;
    for (int sign : direction.signs()) {
      double[] target = perPixel(towards, sign);
      double[] others = perPixel(all, sign);
      for (int pixel = 0; pixel < others.length; pixel++) {
        others[pixel] -= target[pixel];
      }
      Optional<PixelPair> pair = PixelPair.best(target, others, movable(sign));
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

  private double[] perPixel(float[] gradient, int sign) {
    double[] sums = new double[signs.length];
    for (int i = 0; i < gradient.length; i++) {
      sums[i % sums.length] += sign * (double) gradient[i];
    }
    return sums;
  }

  // A pixel goes on in the direction it took, and only as far as the pixel range lets it. Where the
  // budget has no room for two more, only those that have changed already may change again.
  private boolean[] movable(int sign) {
    boolean[] movable = new boolean[signs.length];
    boolean fresh = changed + 2 <= budget;
    for (int i = 0; i < values.length; i++) {
      int pixel = i % signs.length;
      boolean room = sign > 0 ? values[i] < 1 : values[i] > 0;
      movable[pixel] |= room && (signs[pixel] == sign || (fresh && signs[pixel] == 0));
    }
    return movable;
  }

  private void move(int pixel, int sign, double theta) {
    changed += signs[pixel] == 0 ? 1 : 0;
    signs[pixel] = sign;
    for (int i = pixel; i < values.length; i += signs.length) {
      values[i] = (float) Math.min(1, Math.max(0, values[i] + sign * theta));
    }
  }
}
