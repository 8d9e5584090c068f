package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.analysis.Rejection;
import dev.gauntlet.harness.execution.Workbench;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = Rejection.KIND,
    description = {
      "What a defense that rejects wins and loses: accuracy against the share ρ of images that are"
          + " attacked, by threshold of its detector (GanDef, figure 4).",
      "",
      "A clean image is right where it is classified correctly and not rejected, an attacked one where"
          + " it is rejected or classified correctly."
    })
final class RejectionCommand implements Runnable {
  @Parameters(
      paramLabel = "DEFENSE[@SEED]",
      description = "The id of an installed defense, trained with this seed (default seed: 1).")
  private String defense;

  @Option(
      names = "--thresholds",
      paramLabel = "T",
      split = ",",
      description =
          "Scores from 0 to 1 above which an image is rejected, beside the detector's own (default:"
              + " those that reject at most 1, 5, 10 and 20 %% of the clean images).")
  private List<Double> thresholds = List.of();

  @Mixin private AnalysisOptions options = new AnalysisOptions();
  @Mixin private AnalysisOutput output = new AnalysisOutput();

  @Override
  public void run() {
    output.check();
    try (Workbench bench = options.open()) {
      output.write(
          List.of(new Rejection(options.subject(defense, "pgd", bench), thresholds).report()));
    }
  }
}
