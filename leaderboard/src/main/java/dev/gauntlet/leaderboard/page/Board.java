package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The results in the order of the pages: defenses by rank, attacks by access. */
final class Board {
  private static final Comparator<Integer> RANK = Comparator.nullsLast(Comparator.naturalOrder());

  private final Results results;
  private final Numbers numbers;
  private final List<DefenseResult> defenses;
  private final List<AttackResult> attacks;
  private final Map<List<String>, Cell> cells = new HashMap<>();

  Board(Results results) {
    this.results = results;
    this.numbers = new Numbers(results);
    this.defenses =
        results.defenses().stream()
            .sorted(
                Comparator.comparing(DefenseResult::rank, RANK)
                    .thenComparing(DefenseResult::normalized, Comparator.reverseOrder()))
            .toList();
    this.attacks =
        results.attacks().stream()
            .sorted(
                Comparator.comparing((AttackResult attack) -> Access.of(attack.access()).order())
                    .thenComparing(AttackResult::access))
            .toList();
    results.cells().forEach(cell -> cells.put(List.of(cell.defense(), cell.attack()), cell));
  }

  Results results() {
    return results;
  }

  Numbers numbers() {
    return numbers;
  }

  List<DefenseResult> defenses() {
    return defenses;
  }

  List<AttackResult> attacks() {
    return attacks;
  }

  /** The attacks of one kind, the most successful first. */
  List<AttackResult> ranking(boolean targeted) {
    return results.attacks().stream()
        .filter(attack -> attack.targeted() == targeted)
        .sorted(
            Comparator.comparing(AttackResult::rank, RANK)
                .thenComparing(AttackResult::normalized, Comparator.reverseOrder()))
        .toList();
  }

  Cell cell(DefenseResult defense, AttackResult attack) {
    return cells.get(List.of(defense.id(), attack.id()));
  }

  List<Cell> cells(DefenseResult defense) {
    return attacks.stream().map(attack -> cell(defense, attack)).toList();
  }

  long failedCells() {
    return results.cells().stream()
        .filter(cell -> cell.status() == Cell.Status.FAILED && !cell.notApplicable())
        .count();
  }
}
