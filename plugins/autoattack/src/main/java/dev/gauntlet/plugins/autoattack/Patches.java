package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.GauntletException;
import java.util.SplittableRandom;

/**
 * How Square starts and changes an image: within its budget's norm. Images are written into a
 * batch, from a position on.
 */
interface Patches {
  /** The image that the search starts at. */
  void start(float[] clean, SplittableRandom random, float[] batch, int from);

  /**
   * A change in a square of the image.
   *
   * @param best the best image so far
   * @param share of the image's area that the square covers, in (0, 1]
   */
  void propose(
      float[] clean, float[] best, double share, SplittableRandom random, float[] batch, int from);

  /** The moves for a budget and images of (C,H,W). */
  static Patches of(Budget budget, Grid grid) {
    return switch (budget.norm()) {
      case LINF -> new LinfPatches(budget.epsilon(), grid);
      case L2 -> new L2Patches(budget.epsilon(), grid);
      case L0 -> throw new GauntletException("Square knows no squares for L0; use L∞ or L2");
    };
  }
}
