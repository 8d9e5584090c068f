package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One attack.
 *
 * @param attack the attack's own id, which several entries of a suite may share
 * @param rivals how many attacks of its kind were ranked
 * @param anyRejects whether a column for rejections is needed
 * @param anyQueries whether a column for questions is needed
 */
public record AttackPage(
    AttackRow summary,
    String plugin,
    String attack,
    String description,
    List<Reference> citation,
    int rivals,
    boolean anyRejects,
    boolean anyQueries,
    String norm,
    List<String> sources,
    List<CellRow> cells,
    List<Fact> parameters,
    List<SampleCard> samples) {

  /**
   * Makes the page.
   *
   * @param pictures published paths of the samples' files, by their path in the run
   */
  public static AttackPage of(Results results, AttackResult attack, Map<String, String> pictures) {
    Board board = new Board(results);
    Access access = Access.of(attack.access());
    Map<String, String> titles = new HashMap<>();
    results.defenses().forEach(defense -> titles.put(defense.id(), defense.title()));
    return new AttackPage(
        AttackRow.of(attack, board),
        attack.plugin(),
        attack.attack(),
        attack.description(),
        Reference.parse(attack.citation()),
        board.ranking(attack.targeted()).size(),
        results.defenses().stream().anyMatch(DefenseResult::rejects),
        results.cells().stream()
            .anyMatch(cell -> cell.attack().equals(attack.id()) && cell.queries() != null),
        board.numbers().norm(),
        attack.sources(),
        board.defenses().stream()
            .map(
                defense ->
                    CellRow.of(
                        board.cell(defense, attack),
                        defense.id(),
                        defense.title(),
                        access,
                        attack.targeted(),
                        board.numbers()))
            .toList(),
        Fact.of(attack.parameters()),
        SampleCard.all(
            board,
            sample -> attack.id().equals(sample.attack()),
            sample ->
                sample.defense() == null
                    ? "The same images for every defense"
                    : "On " + titles.get(sample.defense()),
            pictures));
  }
}
