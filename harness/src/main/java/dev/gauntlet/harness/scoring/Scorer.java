package dev.gauntlet.harness.scoring;

import java.util.List;

/** Scores a run as NIPS 2017 did, and says where the order of two defenses is chance. */
public final class Scorer {
  private Scorer() {}

  /** Counts, ranks and intervals from what was observed; the same input gives the same output. */
  public static Scores score(Observations seen) {
    List<JudgedCell> cells =
        seen.cells().stream().map(cell -> new JudgedCell(cell, seen.images())).toList();
    return new Scores(
        DefenseRanking.of(seen, cells),
        AttackRanking.of(seen.attacks(), cells),
        cells.stream().map(JudgedCell::result).toList());
  }
}
