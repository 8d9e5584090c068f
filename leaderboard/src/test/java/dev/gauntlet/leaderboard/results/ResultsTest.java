package dev.gauntlet.leaderboard.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.leaderboard.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Results RESULTS = Fixture.results();

  @Test
  void aMissingCellIsRefused() {
    assertThatThrownBy(() -> withCells(cells -> cells.subList(1, cells.size())))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'cells' lacks undefended under [no-op]");
  }

  @Test
  void aCellGivenTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                withCells(
                    cells -> {
                      cells.add(cells.get(0));
                      return cells;
                    }))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'cells' has undefended under no-op twice");
  }

  @Test
  void anOkCellThatLeavesImagesOutIsRefused() {
    assertThatThrownBy(
            () ->
                withCells(
                    cells -> {
                      cells.set(
                          0,
                          new Cell(
                              "undefended",
                              "no-op",
                              Cell.Status.OK,
                              900,
                              999,
                              0,
                              0,
                              99,
                              null,
                              0,
                              0,
                              null,
                              0,
                              0,
                              0,
                              0,
                              null,
                              null));
                      return cells;
                    }))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'cells.total' of undefended under no-op is 999, expected 1000");
  }

  @Test
  void aCellOfAnUnknownAttackIsRefused() {
    List<AttackResult> fewer = RESULTS.attacks().subList(0, 7);
    assertThatThrownBy(() -> copy(fewer, RESULTS.defenses(), RESULTS.cells()))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'cells.attack' names 'pgd-40-targeted', which is not in the results");
  }

  @Test
  void anIdUsedTwiceIsRefused() {
    List<DefenseResult> twice = new ArrayList<>(RESULTS.defenses());
    twice.add(twice.get(0));
    assertThatThrownBy(() -> copy(RESULTS.attacks(), twice, RESULTS.cells()))
        .isInstanceOf(ResultsException.class)
        .hasMessage("'defenses' has the id 'undefended' twice");
  }

  @Test
  void anIdThatIsNoFileNameIsRefused() {
    for (String id : List.of("", "../x", "A", "a b", "-x", "ä")) {
      assertThatThrownBy(() -> Require.id("id", id)).isInstanceOf(ResultsException.class);
    }
    assertThat(Require.id("id", "pgd-40")).isEqualTo("pgd-40");
  }

  @Test
  void listsAreCopied() {
    List<String> warnings = new ArrayList<>(List.of("one"));
    Results results =
        new Results(
            1,
            RESULTS.run(),
            RESULTS.dataset(),
            RESULTS.budget(),
            RESULTS.plugins(),
            RESULTS.attacks(),
            RESULTS.defenses(),
            RESULTS.cells(),
            RESULTS.samples(),
            warnings);

    warnings.add("two");

    assertThat(results.warnings()).containsExactly("one");
  }

  @Test
  void classesWithoutNamesAreCalledByNumber() {
    DatasetInfo named =
        new DatasetInfo("d", "D", 1, "0".repeat(64), 3, List.of("cat", "dog"), 1, 1, 1);

    assertThat(named.className(1)).isEqualTo("dog");
    assertThat(named.className(2)).isEqualTo("2");
    assertThat(named.className(-1)).isEqualTo("-1");
  }

  private static Results withCells(UnaryOperator<List<Cell>> change) {
    return copy(
        RESULTS.attacks(), RESULTS.defenses(), change.apply(new ArrayList<>(RESULTS.cells())));
  }

  private static Results copy(
      List<AttackResult> attacks, List<DefenseResult> defenses, List<Cell> cells) {
    return new Results(
        1,
        RESULTS.run(),
        RESULTS.dataset(),
        RESULTS.budget(),
        RESULTS.plugins(),
        attacks,
        defenses,
        cells,
        RESULTS.samples(),
        RESULTS.warnings());
  }
}
