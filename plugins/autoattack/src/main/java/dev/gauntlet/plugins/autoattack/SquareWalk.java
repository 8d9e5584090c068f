package dev.gauntlet.plugins.autoattack;

import java.util.SplittableRandom;

/** Where Square is with one image. */
final class SquareWalk {
  private final int position;
  private final float[] clean;
  private final SplittableRandom random;
  private float[] best;
  private float[] proposal;
  private double highest = Double.NEGATIVE_INFINITY;
  private boolean done;

  /**
   * Before the first question.
   *
   * @param position of the image in its batch
   */
  SquareWalk(int position, float[] clean, SplittableRandom random) {
    this.position = position;
    this.clean = clean;
    this.random = random;
    this.best = clean;
    this.proposal = clean;
  }

  int position() {
    return position;
  }

  /** The image with the highest margin so far; the clean one before the first answer. */
  float[] best() {
    return best;
  }

  boolean done() {
    return done;
  }

  /** The image to ask about next. */
  float[] propose(Patches patches, double share) {
    proposal =
        highest == Double.NEGATIVE_INFINITY
            ? patches.start(clean, random)
            : patches.propose(clean, best, share, random);
    return proposal;
  }

  /** Keeps the proposal if its margin is the highest so far, or if it succeeds for good. */
  void answered(float margin, boolean succeeded) {
    if (margin > highest || succeeded) {
      highest = margin;
      best = proposal;
    }
    done = succeeded;
  }
}
