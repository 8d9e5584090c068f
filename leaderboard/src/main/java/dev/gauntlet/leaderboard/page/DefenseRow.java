package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.DefenseResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One defense in the ranking.
 *
 * @param rank with {@code =} where it is shared; a dash where there is none
 * @param order for sorting by rank
 * @param score normalized, in percent without the sign
 * @param share the score from 0 to 100
 * @param counts raw / possible
 * @param worstCase null where the defense met no attack
 * @param notes what a reader must know before comparing
 */
public record DefenseRow(
    String id,
    String title,
    String rank,
    int order,
    boolean tied,
    String score,
    double share,
    String counts,
    Accuracy clean,
    Accuracy worstCase,
    String median,
    String p95,
    TrainingCost training,
    List<Note> notes) {

  static DefenseRow of(DefenseResult defense, Board board) {
    return new DefenseRow(
        defense.id(),
        defense.title(),
        defense.rank() == null ? "–" : defense.rank() + (defense.tied() ? "=" : ""),
        defense.rank() == null ? Integer.MAX_VALUE : defense.rank(),
        defense.tied(),
        defense.possible() == 0 ? "–" : board.numbers().percent(defense.normalized()),
        Numbers.scale(defense.normalized()),
        Numbers.count(defense.raw()) + " / " + Numbers.count(defense.possible()),
        Accuracy.of(defense.clean(), board.numbers()),
        defense.worstCase() == null ? null : Accuracy.of(defense.worstCase(), board.numbers()),
        Numbers.seconds(defense.secondsPer100().median()),
        Numbers.seconds(defense.secondsPer100().p95()),
        TrainingCost.of(TrainingNotes.of(defense.checkpoint().provenance())),
        notes(defense, board));
  }

  private static List<Note> notes(DefenseResult defense, Board board) {
    List<Note> notes = new ArrayList<>();
    if (!defense.whiteBox()) {
      notes.add(
          new Note(
              "black-box only", "Offers no gradients, so no white-box attack ran on it.", false));
    }
    GradientWords.note(defense.gradients()).ifPresent(notes::add);
    List<Cell> cells = board.cells(defense);
    long counted = cells.stream().filter(cell -> cell.total() > 0).count();
    if (counted < cells.size()) {
      notes.add(
          new Note(
              "scored on " + counted + " of " + cells.size() + " attacks",
              "The others did not run on it and are left out of its score: compare with care.",
              true));
    }
    long unfinished = cells.stream().mapToLong(Cell::unfinishedImages).sum();
    if (unfinished > 0) {
      notes.add(
          new Note(
              "attacks unfinished on " + Numbers.plural(unfinished, "image"),
              "Over all attacks. The clean images stand in their place: score and worst case are"
                  + " upper bounds.",
              true));
    }
    if (defense.rejects()) {
      notes.add(
          new Note(
              "may reject",
              "May call an image adversarial: right on an attacked image, wrong on a clean one.",
              false));
    }
    long failed = cells.stream().mapToLong(Cell::defenseFailedImages).sum();
    if (failed > 0) {
      notes.add(
          new Note(
              "failed on " + Numbers.plural(failed, "image"),
              "Over all attacks. They count as wrong.",
              true));
    }
    return notes;
  }
}
