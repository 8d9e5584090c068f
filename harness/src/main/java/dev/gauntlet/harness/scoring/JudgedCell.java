package dev.gauntlet.harness.scoring;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Cell.Status;
import dev.gauntlet.leaderboard.results.Queries;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A cell with a verdict on every image.
 *
 * <p>An image counts as attacked where it differs from the clean one: only there is a rejection
 * right. An image on which the attack failed is the clean one; it counts for or against the defense
 * as that, and never for the attack. An image on which the defense failed counts against the
 * defense and is left out for the attack, unless the attack failed on it too.
 */
final class JudgedCell {
  private final CellRecord cell;
  private final BitSet correct = new BitSet();
  private final BitSet misclassified = new BitSet();
  private final BitSet hits = new BitSet();
  private final int attackFailed;
  private final int defenseFailed;

  JudgedCell(CellRecord cell, List<Truth> images) {
    this.cell = cell;
    int attackFailures = 0;
    int defenseFailures = 0;
    for (int i = 0; i < cell.answers().size(); i++) {
      Answer answer = cell.answers().get(i);
      Perturbation perturbation = cell.perturbations().get(i);
      correct.set(i, Verdict.correct(answer, images.get(i).label(), perturbation.attacked()));
      boolean bothWorked = !answer.failed() && !perturbation.failed();
      misclassified.set(i, bothWorked && !correct.get(i));
      hits.set(
          i,
          bothWorked
              && targeted()
              && !answer.rejected()
              && answer.predicted() == cell.targets().get(i));
      attackFailures += perturbation.failed() ? 1 : 0;
      defenseFailures += answer.failed() ? 1 : 0;
    }
    this.attackFailed = attackFailures;
    this.defenseFailed = defenseFailures;
  }

  String defense() {
    return cell.defense();
  }

  String attack() {
    return cell.attack();
  }

  List<BatchTime> times() {
    return cell.times();
  }

  /** Whether the cell counts for the defense: it met the attack, and the attack did something. */
  boolean countsForDefense() {
    return images() > 0 && (attackFailed < images() || defenseFailed == images());
  }

  boolean correct(int image) {
    return correct.get(image);
  }

  int correct() {
    return countsForDefense() ? correct.cardinality() : 0;
  }

  /** The most that {@link #correct()} could be. */
  int possibleForDefense() {
    return countsForDefense() ? images() : 0;
  }

  /** What counts for the attack: hits in a targeted run, misclassified images otherwise. */
  int wonByAttack() {
    return targeted() ? hits.cardinality() : misclassified.cardinality();
  }

  /** The most that {@link #wonByAttack()} could be. */
  int possibleForAttack() {
    return (int)
        IntStream.range(0, images())
            .filter(i -> !cell.answers().get(i).failed() || cell.perturbations().get(i).failed())
            .count();
  }

  /** Whether an image counts for the attack. */
  boolean won(int image) {
    return targeted() ? hits.get(image) : misclassified.get(image);
  }

  int hits() {
    return hits.cardinality();
  }

  int attackFailed() {
    return attackFailed;
  }

  /** For the results. */
  Cell result() {
    boolean counts = countsForDefense();
    return new Cell(
        cell.defense(),
        cell.attack(),
        counts && defenseFailed < images() ? Status.OK : Status.FAILED,
        correct(),
        possibleForDefense(),
        counts ? cell.answers().stream().filter(Answer::rejected).count() : 0,
        counts ? cell.perturbations().stream().filter(Perturbation::clipped).count() : 0,
        counts ? misclassified.cardinality() : 0,
        targeted() ? Long.valueOf(hits()) : null,
        cell.perturbations().stream().mapToDouble(Perturbation::distance).max().orElse(0),
        cell.perturbations().stream()
            .filter(perturbation -> !perturbation.failed())
            .mapToDouble(Perturbation::distance)
            .average()
            .orElse(0),
        queries().orElse(null),
        Times.median(cell.times()),
        attackFailed,
        cell.unfinished(),
        defenseFailed,
        cell.notApplicable()
            .map(reason -> "not applicable: " + reason)
            .or(cell::error)
            .orElse(null),
        cell.log().orElse(null));
  }

  /** The questions per image on which the attack worked; empty where it asked none at all. */
  private Optional<Queries> queries() {
    long[] asked =
        cell.perturbations().stream()
            .filter(perturbation -> !perturbation.failed())
            .mapToLong(Perturbation::queries)
            .sorted()
            .toArray();
    int n = asked.length;
    if (n == 0 || asked[n - 1] == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Queries(
            LongStream.of(asked).average().orElseThrow(),
            (asked[(n - 1) / 2] + asked[n / 2]) / 2.0,
            asked[n - 1]));
  }

  private boolean targeted() {
    return !cell.targets().isEmpty();
  }

  private int images() {
    return cell.answers().size();
  }
}
