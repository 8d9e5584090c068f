package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Queries;
import dev.gauntlet.leaderboard.results.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One cell in full, as a row on the page of its defense or its attack.
 *
 * @param id of the other side: the attack on a defense's page, the defense on an attack's
 * @param state {@code ok}, {@code failed} where nothing could run, {@code n/a} where nothing can
 * @param error empty where nothing went wrong
 * @param log empty where there is none
 * @param meanQueries questions asked about an image, empty where none were; likewise the others
 * @param hits empty for an untargeted attack
 */
public record CellRow(
    String id,
    String title,
    Access access,
    boolean targeted,
    String state,
    Accuracy accuracy,
    String correct,
    String misclassified,
    String rejected,
    String hits,
    String clipped,
    String maxDistance,
    String meanDistance,
    String meanQueries,
    String medianQueries,
    String maxQueries,
    String seconds,
    List<Note> notes,
    String error,
    String log) {

  static CellRow of(
      Cell cell, String id, String title, Access access, boolean targeted, Numbers numbers) {
    return new CellRow(
        id,
        title,
        access,
        targeted,
        state(cell),
        Accuracy.of(Share.wilson(cell.correct(), cell.total()), numbers),
        Numbers.count(cell.correct()),
        Numbers.count(cell.misclassified()),
        Numbers.count(cell.rejected()),
        cell.hits() == null ? "" : Numbers.count(cell.hits()),
        Numbers.count(cell.clipped()),
        numbers.distance(cell.maxDistance()),
        numbers.distance(cell.meanDistance()),
        queries(cell, Queries::mean),
        queries(cell, Queries::median),
        queries(cell, Queries::max),
        Numbers.seconds(cell.secondsPer100()),
        notes(cell),
        cell.error() == null ? "" : cell.error(),
        cell.log() == null ? "" : cell.log().strip());
  }

  private static String queries(Cell cell, ToDoubleFunction<Queries> figure) {
    return cell.queries() == null
        ? ""
        : Numbers.count(Math.round(figure.applyAsDouble(cell.queries())));
  }

  private static List<Note> notes(Cell cell) {
    List<Note> notes = new ArrayList<>();
    if (cell.status() == Cell.Status.FAILED) {
      notes.add(failure(cell));
      return notes;
    }
    if (cell.unfinishedImages() > 0) {
      notes.add(
          new Note(
              "unfinished on " + Numbers.count(cell.unfinishedImages()),
              "The attack was stopped before it was done with these images: the clean ones stand in"
                  + " their place, and the accuracy is an upper bound. What it had found by then"
                  + " counts.",
              true));
    }
    int failed = cell.attackFailedImages() - cell.unfinishedImages();
    if (failed > 0) {
      notes.add(
          new Note(
              "attack failed on " + Numbers.count(failed),
              "On these images the attack failed, and the clean images stand in their place.",
              true));
    }
    if (cell.defenseFailedImages() > 0) {
      notes.add(
          new Note(
              "defense failed on " + Numbers.count(cell.defenseFailedImages()),
              "On these images the defense failed, and they count as wrong.",
              true));
    }
    return notes;
  }

  static String state(Cell cell) {
    if (cell.status() == Cell.Status.OK) {
      return "ok";
    }
    return cell.notApplicable() ? "n/a" : "failed";
  }

  /** Says why a cell has no number: it counts for the defense only where that is at fault. */
  static Note failure(Cell cell) {
    if (cell.notApplicable()) {
      return new Note("not applicable", "The two cannot meet; left out of both scores.", false);
    }
    return cell.total() == 0
        ? new Note(
            "attack could not run", "Zero for the attack; left out of the defense's score.", true)
        : new Note(
            "defense could not run", "Zero for the defense; left out of the attack's score.", true);
  }
}
