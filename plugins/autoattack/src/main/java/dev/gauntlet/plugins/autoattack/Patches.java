package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.GauntletException;
import java.util.SplittableRandom;

/** How Square starts and changes an image: within its budget's norm. */
interface Patches {
  /** The image that the search starts at. */
  float[] start(float[] clean, SplittableRandom random);

  /**
   * A change in a square of the image.
   *
   * @param best the best image so far
   * @param share of the image's area that the square covers, in (0, 1]
   */
  float[] propose(float[] clean, float[] best, double share, SplittableRandom random);

  /** The moves for a budget and images of (C,H,W). */
  static Patches of(Budget budget, Grid grid) {
    return switch (budget.norm()) {
      case LINF -> new LinfPatches(budget.epsilon(), grid);
      case L2 -> new L2Patches(budget.epsilon(), grid);
      case L0 -> throw new GauntletException("Square knows no squares for L0; use L∞ or L2");
    };
  }
}
