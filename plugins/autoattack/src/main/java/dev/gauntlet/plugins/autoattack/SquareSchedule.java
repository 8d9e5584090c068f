package dev.gauntlet.plugins.autoattack;

/**
 * The share p of an image's area that a square covers: halved nine times at fixed numbers of
 * changes, which the paper gives for 10,000 questions. AutoAttack's standard version keeps to these
 * numbers whatever the number of questions; rescaled, they shrink or stretch with it.
 *
 * @param firstShare p_init, in (0, 1]
 * @param rescaled whether the schedule ends with an image's questions
 */
record SquareSchedule(double firstShare, boolean rescaled) {
  private static final int[] HALVINGS = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};
  private static final long PAPER = 10_000;

  /**
   * The share at one change of an image.
   *
   * @param change counted from 0, which is the first after the start
   * @param questions that the image has in all, at least 1
   */
  double share(long change, long questions) {
    long reached = rescaled ? change * PAPER / questions : change;
    double share = firstShare;
    for (int halving : HALVINGS) {
      share /= reached > halving ? 2 : 1;
    }
    return share;
  }
}
