package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One defense.
 *
 * @param rivals how many defenses were ranked
 * @param anyTargeted whether a column for target hits is needed
 * @param anyQueries whether a column for questions is needed
 * @param gradients what the check of its gradients found; empty where there was none
 * @param curve what its training recorded epoch by epoch
 * @param analyses what else was found out about it
 * @param checkpoint where its weights came from, without what is said of its training
 */
public record DefensePage(
    DefenseRow summary,
    String plugin,
    String description,
    List<Reference> citation,
    int rivals,
    boolean rejects,
    boolean anyTargeted,
    boolean anyQueries,
    String norm,
    List<CellRow> cells,
    String gradients,
    LearningCurve curve,
    List<AnalysisCard> analyses,
    List<Fact> parameters,
    List<Fact> checkpoint,
    List<SampleCard> samples) {

  /**
   * Makes the page.
   *
   * @param analyses of this very model
   * @param pictures published paths of the samples' files, by their path in the run
   */
  public static DefensePage of(
      Results results,
      DefenseResult defense,
      List<AnalysisCard> analyses,
      Map<String, String> pictures) {
    Board board = new Board(results);
    TrainingNotes training = TrainingNotes.of(defense.checkpoint().provenance());
    Map<String, String> titles = new HashMap<>();
    results.attacks().forEach(attack -> titles.put(attack.id(), attack.title()));
    return new DefensePage(
        DefenseRow.of(defense, board),
        defense.plugin(),
        defense.description(),
        Reference.parse(defense.citation()),
        results.defenses().size(),
        defense.rejects(),
        results.attacks().stream().anyMatch(AttackResult::targeted),
        results.cells().stream()
            .anyMatch(cell -> cell.defense().equals(defense.id()) && cell.queries() != null),
        board.numbers().norm(),
        board.attacks().stream()
            .map(
                attack ->
                    CellRow.of(
                        board.cell(defense, attack),
                        attack.id(),
                        attack.title(),
                        Access.of(attack.access()),
                        attack.targeted(),
                        board.numbers()))
            .toList(),
        GradientWords.line(defense.gradients()),
        LearningCurve.of(training),
        analyses,
        Fact.of(defense.parameters()),
        checkpoint(defense.checkpoint(), training),
        SampleCard.all(
            board,
            sample -> defense.id().equals(sample.defense()),
            sample -> titles.get(sample.attack()),
            pictures));
  }

  private static List<Fact> checkpoint(CheckpointInfo checkpoint, TrainingNotes training) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.text(
            "Origin",
            checkpoint.origin().equals("shipped")
                ? "shipped in the plugin's jar"
                : "trained by the harness"));
    facts.add(Fact.text("Architecture", checkpoint.architecture()));
    facts.add(Fact.text("Trained on", checkpoint.trainedOn()));
    facts.add(Fact.code("Key in the store", checkpoint.key()));
    Fact.of(checkpoint.provenance()).stream()
        .filter(fact -> !training.understood().contains(fact.name()))
        .forEach(facts::add);
    return facts;
  }
}
