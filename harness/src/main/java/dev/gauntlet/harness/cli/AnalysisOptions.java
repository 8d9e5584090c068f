package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.harness.analysis.Subject;
import dev.gauntlet.harness.execution.Evaluation;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Examination;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.publish.SourceGradients;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Training;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The attack whose images an analysis looks at, and the workers that make them. */
final class AnalysisOptions {
  @Option(
      names = "--attack",
      paramLabel = "ID",
      description =
          "The installed attack whose images are looked at (default: fgsm for loss-surface, pgd for"
              + " rejection, ifgsm for layers).")
  private String attack;

  @Mixin private AttackSettings settings = new AttackSettings();
  @Mixin private PluginOptions plugins;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  AttackSettings settings() {
    return settings;
  }

  /** Of the attack's randomness, and of the analysis's own. */
  long seed() {
    return settings.seed();
  }

  /** Workers. */
  Workbench open() {
    return plugins.open(settings.limits(), err());
  }

  /**
   * Trains the defense where nobody has, and lets the attack at it.
   *
   * @param defense with its seed
   * @param usual the attack where no option names one
   * @throws GauntletException if the two cannot meet, or one fails
   */
  Subject subject(String defense, String usual, Workbench bench) {
    Suite suite =
        settings.suite(
            attack == null ? usual : attack,
            ModelChoice.of("DEFENSE", defense, Training.DEFAULT.seed()),
            bench.catalog(),
            new DatasetStore(plugins.home().datasets()).registry());
    Plan plan = new SuitePlanning(plugins.home(), false, false).plan(suite, bench);
    EvaluationResult result = compute(plan, bench);
    SourceGradients.mismatches(result).forEach(warning -> err().println("warning: " + warning));
    CellRecord cell = result.observations().cells().get(0);
    if (cell.error().isPresent()) {
      throw new GauntletException(
          "'%s' under '%s': %s".formatted(cell.defense(), cell.attack(), cell.error().get()));
    }
    Examination examination =
        new Examination(bench, plan.defenses().get(0).checkpoint(), suite.seed(), plan.batch());
    return Subject.of(plan, result, examination)
        .orElseThrow(
            () ->
                new GauntletException(
                    "not applicable: " + cell.notApplicable().orElse("no images were made")));
  }

  private EvaluationResult compute(Plan plan, Workbench bench) {
    try (ProgressView progress = ProgressView.of("analyze", plan.tasks(), err())) {
      return new Evaluation(bench, plan, progress).run();
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
