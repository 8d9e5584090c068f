package dev.gauntlet.harness.scoring;

import dev.gauntlet.leaderboard.results.Cell;
import java.util.List;

/**
 * What a run's observations amount to.
 *
 * @param defenses best first
 * @param attacks in the suite's order
 * @param cells one for every pair, in the order of the observations
 */
public record Scores(List<DefenseScore> defenses, List<AttackScore> attacks, List<Cell> cells) {
  public Scores {
    defenses = List.copyOf(defenses);
    attacks = List.copyOf(attacks);
    cells = List.copyOf(cells);
  }
}
