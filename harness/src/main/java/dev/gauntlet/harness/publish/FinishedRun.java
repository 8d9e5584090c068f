package dev.gauntlet.harness.publish;

import dev.gauntlet.api.Budget;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.leaderboard.results.PluginInfo;
import java.util.List;

/**
 * Everything a run left, before it is scored.
 *
 * @param budget of the suite
 * @param dataset that the images are from
 * @param images the clean ones, in the order that the observations have
 * @param plugins that took part
 * @param attacks in the suite's order
 * @param defenses in the suite's order
 * @param observations of these attacks and defenses
 * @param scored the images that were scored
 * @param warnings for the page of the run, one line each
 */
public record FinishedRun(
    Budget budget,
    Dataset dataset,
    LabeledImages images,
    List<PluginInfo> plugins,
    List<AttackEntrant> attacks,
    List<DefenseEntrant> defenses,
    Observations observations,
    ScoredImages scored,
    List<String> warnings) {
  public FinishedRun {
    plugins = List.copyOf(plugins);
    attacks = List.copyOf(attacks);
    defenses = List.copyOf(defenses);
    warnings = List.copyOf(warnings);
  }
}
