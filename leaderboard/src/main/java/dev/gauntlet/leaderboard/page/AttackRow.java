package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.AttackResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One attack in the ranking of its kind.
 *
 * @param rank a dash where there is none
 * @param order for sorting by rank
 * @param score normalized, in percent without the sign
 * @param share the score from 0 to 100
 * @param counts raw / possible
 * @param seconds its own time, for sorting
 */
public record AttackRow(
    String id,
    String title,
    Access access,
    boolean targeted,
    String rank,
    int order,
    String score,
    double share,
    String counts,
    double seconds,
    String time,
    List<Note> notes) {

  static AttackRow of(AttackResult attack, Board board) {
    List<Note> notes = new ArrayList<>();
    if (attack.failedImages() > 0) {
      notes.add(
          new Note(
              "failed on " + Numbers.plural(attack.failedImages(), "image"),
              "The clean images stand in their place.",
              true));
    }
    return new AttackRow(
        attack.id(),
        attack.title(),
        Access.of(attack.access()),
        attack.targeted(),
        attack.rank() == null ? "–" : attack.rank().toString(),
        attack.rank() == null ? Integer.MAX_VALUE : attack.rank(),
        board.numbers().percent(attack.normalized()),
        Numbers.scale(attack.normalized()),
        Numbers.count(attack.raw()) + " / " + Numbers.count(attack.possible()),
        attack.seconds(),
        Numbers.duration(attack.seconds()),
        notes);
  }
}
