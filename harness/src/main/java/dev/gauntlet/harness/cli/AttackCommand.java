package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.harness.execution.Evaluation;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.inspection.AttackReport;
import dev.gauntlet.harness.inspection.Inspection;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.publish.PublishException;
import dev.gauntlet.harness.publish.SourceGradients;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.OutputFolder;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "attack",
    description = {
      "Run one attack on one defense and look at what it did.",
      "",
      "It is an evaluation of one cell: with the same checks, and from the same store, so that what"
          + " 'evaluate' has computed is not computed again."
    },
    footer = {
      "",
      "Examples:",
      "  harness attack pgd --defense pure-pgd",
      "  harness attack pgd --defense pure-pgd --epsilon 0.2 -p steps=100 -p restarts=5",
      "  harness attack bim --defense alp --source undefended@2,pure-pgd@2",
      "  harness attack fgsm --defense undefended --targets least-likely --limit 1000",
      "",
      "In the folder of --out: sheet.png (clean, perturbed, difference; predictions before and"
          + " after), images.npz for numpy.load (clean, perturbed, labels, predictions), and"
          + " report.json, which --json prints.",
      "",
      "Exit codes: 0 computed; 1 failed, wholly or on some images; 2 wrong usage or configuration."
    })
final class AttackCommand implements Callable<Integer> {
  @Mixin private AttackOptions options = new AttackOptions();
  @Mixin private PluginOptions plugins;

  @Option(
      names = "--sheet",
      paramLabel = "N",
      description = "How many images the contact sheet shows (default: ${DEFAULT-VALUE}).")
  private int shown = 20;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to write (default: ATTACK-on-DEFENSE in " + LeaderboardCommand.RUNS + ").")
  private Path out;

  @Option(names = "--json", description = "Print the report as JSON instead of a text.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (shown < 1) {
      throw new GauntletException("--sheet must be at least 1, got " + shown);
    }
    Path folder = out == null ? Path.of(LeaderboardCommand.RUNS).resolve(options.name()) : out;
    PrintWriter err = spec.commandLine().getErr();
    try (Workbench bench = plugins.open(options.limits(), err)) {
      Suite suite =
          options.suite(bench.catalog(), new DatasetStore(plugins.home().datasets()).registry());
      Plan plan = new SuitePlanning(plugins.home(), false, false).plan(suite, bench);
      EvaluationResult result = compute(plan, bench, err);
      SourceGradients.mismatches(result).forEach(warning -> err.println("warning: " + warning));
      Optional<Inspection> inspection = Inspection.of(plan, result);
      if (inspection.isEmpty()) {
        CellRecord cell = result.observations().cells().get(0);
        err.println("error: not applicable: " + cell.notApplicable().orElse("no images were made"));
        return ExitCodes.SOME_FAILED;
      }
      return show(inspection.get(), folder);
    }
  }

  private static EvaluationResult compute(Plan plan, Workbench bench, PrintWriter err) {
    try (ProgressView progress = ProgressView.of("attack", plan.tasks(), err)) {
      return new Evaluation(bench, plan, progress).run();
    }
  }

  private int show(Inspection inspection, Path folder) {
    AttackReport report = inspection.report();
    write(inspection, report, folder);
    PrintWriter out = spec.commandLine().getOut();
    List<String> files =
        List.of(
            "contact sheet: " + folder.resolve("sheet.png"),
            "arrays: " + folder.resolve("images.npz"));
    if (json) {
      out.println(Json.text(report));
      files.forEach(spec.commandLine().getErr()::println);
    } else {
      AttackSummary.of(report).forEach(out::println);
      out.println();
      files.forEach(out::println);
    }
    boolean failed = report.cell().attackFailedImages() + report.cell().defenseFailedImages() > 0;
    return failed ? ExitCodes.SOME_FAILED : ExitCodes.OK;
  }

  private void write(Inspection inspection, AttackReport report, Path folder) {
    try {
      OutputFolder.write(
          folder,
          staged -> {
            inspection.sheet(shown).write(staged.resolve("sheet.png"));
            inspection.writeArrays(staged.resolve("images.npz"));
            Json.write(staged.resolve("report.json"), report);
          });
    } catch (IOException e) {
      throw PublishException.cannotWrite(folder, e);
    } catch (StoreException | PublishException e) {
      throw e.getCause() instanceof IOException cause
          ? PublishException.cannotWrite(folder, cause)
          : e;
    }
  }
}
