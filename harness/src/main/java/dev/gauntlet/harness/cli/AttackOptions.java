package dev.gauntlet.harness.cli;

import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Training;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One attack, one defense and a budget, as a suite of its own. */
final class AttackOptions {
  @Parameters(paramLabel = "ATTACK", description = "The id of an installed attack.")
  private String attack;

  @Option(
      names = "--defense",
      required = true,
      paramLabel = "ID[@SEED]",
      description = "The installed defense to attack, trained with this seed (default seed: 1).")
  private String defense;

  @Mixin private AttackSettings settings = new AttackSettings();

  /**
   * The suite that these options amount to.
   *
   * @throws dev.gauntlet.api.GauntletException if an option names what is not installed or makes no
   *     sense
   */
  Suite suite(PluginCatalog catalog, DatasetRegistry datasets) {
    return settings.suite(
        attack, ModelChoice.of("--defense", defense, Training.DEFAULT.seed()), catalog, datasets);
  }

  /** What the workers may use. */
  Limits limits() {
    return settings.limits();
  }

  /** Names the files of the run. */
  String name() {
    return attack + "-on-" + defense.replace('@', '-');
  }
}
