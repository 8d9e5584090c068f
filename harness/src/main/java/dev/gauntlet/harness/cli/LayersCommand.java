package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.analysis.Layerwise;
import dev.gauntlet.harness.analysis.Subject;
import dev.gauntlet.harness.execution.Workbench;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = Layerwise.KIND,
    description = {
      "How far an attack's images, and noise of the same size, move each layer of a defense's"
          + " classifier, with and without what the defense puts before it (HGD, figure 5).",
      "",
      "Here an attack that follows gradients is oblivious where --access says nothing else: it"
          + " attacks the classifier behind a denoiser, as in the paper. Where there is nothing before"
          + " the classifier, that is white-box."
    })
final class LayersCommand implements Runnable {
  @Parameters(
      arity = "1..*",
      paramLabel = "DEFENSE[@SEED]",
      description =
          "Ids of installed defenses, trained with this seed (default seed: 1); several in one"
              + " figure.")
  private List<String> defenses;

  @Mixin private AnalysisOptions options = new AnalysisOptions();
  @Mixin private AnalysisOutput output = new AnalysisOutput();

  @Override
  public void run() {
    output.check();
    options.settings().obliviousByDefault();
    try (Workbench bench = options.open()) {
      List<Subject> subjects =
          defenses.stream().map(defense -> options.subject(defense, "ifgsm", bench)).toList();
      output.write(new Layerwise(subjects, options.seed()).reports());
    }
  }
}
