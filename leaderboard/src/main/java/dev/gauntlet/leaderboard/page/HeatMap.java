package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * Defenses as rows, attacks as columns, grouped by access.
 *
 * @param framed has the clean accuracy before the attacks and the worst case after them
 */
public record HeatMap(List<Group> groups, List<Column> columns, List<Row> rows, boolean framed) {

  /** Neighbouring columns of one access level. */
  public record Group(Access access, int span) {}

  /** One attack. */
  public record Column(String id, String title, boolean targeted) {}

  /**
   * One defense.
   *
   * @param cells one per column
   */
  public record Row(String id, String title, Heat clean, List<Heat> cells, Heat worstCase) {}

  /** Accuracy under every attack. */
  static HeatMap accuracy(Board board) {
    return of(board, board.attacks(), false);
  }

  /** Share of images that targeted attacks moved to their target. */
  static HeatMap hits(Board board) {
    return of(board, board.attacks().stream().filter(AttackResult::targeted).toList(), true);
  }

  private static HeatMap of(Board board, List<AttackResult> attacks, boolean hits) {
    List<Group> groups = new ArrayList<>();
    for (AttackResult attack : attacks) {
      Access access = Access.of(attack.access());
      int last = groups.size() - 1;
      if (last >= 0 && groups.get(last).access().equals(access)) {
        groups.set(last, new Group(access, groups.get(last).span() + 1));
      } else {
        groups.add(new Group(access, 1));
      }
    }
    return new HeatMap(
        groups,
        attacks.stream()
            .map(attack -> new Column(attack.id(), attack.title(), attack.targeted()))
            .toList(),
        board.defenses().stream().map(defense -> row(board, defense, attacks, hits)).toList(),
        !hits);
  }

  private static Row row(
      Board board, DefenseResult defense, List<AttackResult> attacks, boolean hits) {
    List<Cell> own = board.cells(defense);
    boolean partial = own.stream().anyMatch(cell -> cell.total() == 0);
    boolean unfinished = own.stream().anyMatch(cell -> cell.unfinishedImages() > 0);
    return new Row(
        defense.id(),
        defense.title(),
        heat(defense.clean(), "clean images correct", false, board.numbers()),
        attacks.stream()
            .map(attack -> Heat.of(board.cell(defense, attack), hits, board.numbers()))
            .toList(),
        defense.worstCase() == null
            ? new Heat("–", "no attack ran", -1, -1, true)
            : heat(
                defense.worstCase(),
                "correct clean and under every attack"
                    + (partial ? " that ran" : "")
                    + (unfinished ? "; an upper bound, since attacks are unfinished" : ""),
                partial || unfinished,
                board.numbers()));
  }

  private static Heat heat(Share share, String what, boolean marked, Numbers numbers) {
    return Heat.of(share.correct(), share.total(), what, marked, numbers);
  }
}
