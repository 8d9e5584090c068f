package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaderboard.
 *
 * @param budget the adversary's budget in words
 * @param summary what was run, in one sentence
 * @param notices what a reader must know before the numbers; each with a page to read on
 * @param levels the access levels that occur, for the glossary
 * @param targetedAttacks empty where no attack is targeted
 */
public record IndexPage(
    String dataset,
    String budget,
    String summary,
    List<String> notices,
    List<DefenseRow> defenses,
    HeatMap heatMap,
    List<Access> levels,
    List<AttackRow> attacks,
    List<AttackRow> targetedAttacks,
    HeatMap hits,
    List<Download> downloads) {

  public static IndexPage of(Results results, List<Download> downloads) {
    Board board = new Board(results);
    return new IndexPage(
        results.dataset().title(),
        budget(board),
        summary(board),
        notices(board),
        board.defenses().stream().map(defense -> DefenseRow.of(defense, board)).toList(),
        HeatMap.accuracy(board),
        board.attacks().stream().map(attack -> Access.of(attack.access())).distinct().toList(),
        board.ranking(false).stream().map(attack -> AttackRow.of(attack, board)).toList(),
        board.ranking(true).stream().map(attack -> AttackRow.of(attack, board)).toList(),
        HeatMap.hits(board),
        downloads);
  }

  private static String budget(Board board) {
    return board.numbers().norm() + " budget, ε = " + board.numbers().epsilon();
  }

  private static String summary(Board board) {
    Results results = board.results();
    Run run = results.run();
    return Numbers.plural(results.defenses().size(), "defense")
        + " under "
        + Numbers.plural(results.attacks().size(), "attack")
        + ", every pair on the same "
        + Numbers.plural(results.dataset().images(), "image")
        + "; suite "
        + run.suite()
        + ", "
        + (run.pixels().equals("uint8") ? "pixels rounded to 8 bits, " : "")
        + run.engine()
        + " "
        + run.engineVersion()
        + " on "
        + run.device()
        + ", "
        + Numbers.minute(run.started())
        + ", in "
        + Numbers.duration(run.seconds())
        + ".";
  }

  private static List<String> notices(Board board) {
    List<String> notices = new ArrayList<>();
    Results results = board.results();
    if (results.run().isolation().equals("none")) {
      notices.add(
          "Submissions ran without isolation: trust these numbers as you trust their code.");
    }
    long failed = board.failedCells();
    if (failed > 0) {
      notices.add(
          Numbers.plural(failed, "cell")
              + " of "
              + results.cells().size()
              + " failed; see the matrix.");
    }
    if (!results.warnings().isEmpty()) {
      notices.add(Numbers.plural(results.warnings().size(), "warning") + " from the run.");
    }
    return notices;
  }
}
