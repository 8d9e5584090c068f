package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Cell;

/**
 * One entry of a heat map.
 *
 * @param text the number, or the state of a cell without one: {@code failed} or {@code n/a}
 * @param title the counts, as a tooltip
 * @param step of the colour scale, from 0 to {@link #STEPS}; -1 where there is no number
 * @param share from 0 to 100, for sorting; -1 where there is no number
 * @param marked rests on fewer images or attacks than it should, since something failed
 */
public record Heat(String text, String title, int step, double share, boolean marked) {
  /** The colour scale's last step; the style sheet has one rule for each. */
  public static final int STEPS = 20;

  static Heat of(long count, long total, String what, boolean marked, Numbers numbers) {
    double fraction = total == 0 ? 0 : (double) count / total;
    return new Heat(
        numbers.percent(fraction),
        Numbers.count(count) + " of " + Numbers.count(total) + " " + what,
        (int) Math.round(STEPS * fraction),
        Numbers.scale(fraction),
        marked);
  }

  static Heat of(Cell cell, boolean hits, Numbers numbers) {
    if (cell.status() == Cell.Status.FAILED) {
      Note failure = CellRow.failure(cell);
      return new Heat(
          CellRow.state(cell), failure.text() + ": " + failure.explanation(), -1, -1, true);
    }
    boolean marked = cell.attackFailedImages() + cell.defenseFailedImages() > 0;
    return hits && cell.hits() != null
        ? of(cell.hits(), cell.total(), "classified as the target", marked, numbers)
        : of(cell.correct(), cell.total(), "correct", marked, numbers);
  }
}
