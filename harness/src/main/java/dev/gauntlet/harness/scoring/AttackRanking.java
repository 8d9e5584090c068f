package dev.gauntlet.harness.scoring;

import java.util.List;
import java.util.OptionalInt;

/** The attacks' scores and ranks, targeted and untargeted ones apart. */
final class AttackRanking {
  private AttackRanking() {}

  static List<AttackScore> of(List<AttackRecord> attacks, List<JudgedCell> cells) {
    List<AttackScore> unranked = attacks.stream().map(attack -> score(attack, cells)).toList();
    return unranked.stream().map(score -> ranked(score, rivals(score, attacks, unranked))).toList();
  }

  private static AttackScore score(AttackRecord attack, List<JudgedCell> all) {
    List<JudgedCell> cells =
        all.stream().filter(cell -> cell.attack().equals(attack.id())).toList();
    return new AttackScore(
        attack.id(),
        OptionalInt.empty(),
        cells.stream().mapToLong(JudgedCell::wonByAttack).sum(),
        cells.stream().mapToLong(JudgedCell::possibleForAttack).sum(),
        cells.stream().mapToLong(JudgedCell::hits).sum(),
        attack.times().stream().mapToDouble(BatchTime::seconds).sum(),
        cells.stream().mapToInt(JudgedCell::attackFailed).sum());
  }

  /** The scores of the attacks of the same kind. */
  private static List<AttackScore> rivals(
      AttackScore score, List<AttackRecord> attacks, List<AttackScore> scores) {
    boolean targeted =
        attacks.stream().anyMatch(attack -> attack.id().equals(score.id()) && attack.targeted());
    List<String> ids =
        attacks.stream()
            .filter(attack -> attack.targeted() == targeted)
            .map(AttackRecord::id)
            .toList();
    return scores.stream().filter(other -> ids.contains(other.id())).toList();
  }

  private static AttackScore ranked(AttackScore score, List<AttackScore> rivals) {
    if (score.possible() == 0) {
      return score;
    }
    long better = rivals.stream().filter(rival -> rival.normalized() > score.normalized()).count();
    return new AttackScore(
        score.id(),
        OptionalInt.of((int) better + 1),
        score.raw(),
        score.possible(),
        score.hits(),
        score.seconds(),
        score.failedImages());
  }
}
