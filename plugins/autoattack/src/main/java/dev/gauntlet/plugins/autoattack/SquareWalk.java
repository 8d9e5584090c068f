package dev.gauntlet.plugins.autoattack;

import java.util.SplittableRandom;

/** Where Square is with one image. */
final class SquareWalk {
  private final int position;
  private final float[] clean;
  private final long questions;
  private final SplittableRandom random;
  private final float[] best;
  private double highest = Double.NEGATIVE_INFINITY;
  private long changes;
  private boolean done;

  /**
   * Before the first question.
   *
   * @param position of the image in its batch
   * @param questions that may be asked about the image
   */
  SquareWalk(int position, float[] clean, long questions, SplittableRandom random) {
    this.position = position;
    this.clean = clean;
    this.questions = questions;
    this.random = random;
    this.best = clean.clone();
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

  /** Writes the image to ask about next into a batch, from a position on. */
  void propose(Patches patches, SquareSchedule schedule, float[] batch, int from) {
    if (highest == Double.NEGATIVE_INFINITY) {
      patches.start(clean, random, batch, from);
    } else {
      double share = schedule.share(changes++, questions);
      patches.propose(clean, best, share, random, batch, from);
    }
  }

  /** Keeps the proposal if its margin is the highest so far, or if it succeeds for good. */
  void answered(float margin, boolean succeeded, float[] batch, int from) {
    if (margin > highest || succeeded) {
      highest = margin;
      System.arraycopy(batch, from, best, 0, best.length);
    }
    done = succeeded;
  }
}
