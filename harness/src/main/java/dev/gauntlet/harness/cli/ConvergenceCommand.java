package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.analysis.Convergence;
import dev.gauntlet.harness.execution.CheckpointStore;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.ShippedCheckpoints;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plan.TrainingOrder;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.suite.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = Convergence.KIND,
    description =
        "Clean and robust accuracy on held-out images by epoch, of several defenses in one figure"
            + " (GanDef, figure 2), from what their checkpoints tell; nothing is computed.")
final class ConvergenceCommand implements Runnable {
  @Parameters(
      arity = "1..*",
      paramLabel = "DEFENSE[@SEED]",
      description = "Ids of installed defenses, trained with this seed (default seed: 1).")
  private List<String> defenses;

  @Option(
      names = "--dataset",
      paramLabel = "ID",
      description = "What the models are for (default: ${DEFAULT-VALUE}).")
  private String dataset = DatasetRegistry.DEFAULT;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Their network (default: ${DEFAULT-VALUE}).")
  private String architecture = Training.DEFAULT.architecture();

  @Mixin private PluginOptions plugins;
  @Mixin private AnalysisOutput output = new AnalysisOutput();
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    output.check();
    DatasetStore datasets = new DatasetStore(plugins.home().datasets());
    Dataset known = datasets.registry().get(dataset);
    try (Workbench bench = plugins.open(spec.commandLine().getErr())) {
      CheckpointPlanner checkpoints =
          new CheckpointPlanner(
              bench.catalog(),
              known,
              () -> TrainingData.of(dataset, datasets.load(dataset, Split.TRAIN)),
              bench.environment(),
              true);
      CheckpointStore store = new CheckpointStore(bench.store());
      output.write(
          new Convergence(
                  dataset,
                  defenses.stream().map(defense -> training(defense, checkpoints, store)).toList())
              .reports());
    }
  }

  private Convergence.Training training(
      String defense, CheckpointPlanner checkpoints, CheckpointStore store) {
    ModelChoice choice = ModelChoice.of("DEFENSE", defense, Training.DEFAULT.seed());
    Checkpoint checkpoint =
        checkpoints.checkpoint(
            new TrainingOrder(choice.defense(), architecture, choice.seed(), Map.of()));
    Entry entry =
        store
            .find(checkpoint)
            .orElseThrow(
                () ->
                    new GauntletException(
                        String.format(
                            Locale.ROOT,
                            "%s is not trained yet: 'harness train %s --seed %d --dataset %s"
                                + " --architecture %s' does that",
                            checkpoint.model().title(),
                            choice.defense(),
                            choice.seed(),
                            dataset,
                            architecture)));
    Path provenance = entry.file(ShippedCheckpoints.PROVENANCE);
    return new Convergence.Training(
        choice.defense(),
        checkpoint,
        Files.isRegularFile(provenance) ? Json.read(provenance, Map.class) : Map.of());
  }
}
