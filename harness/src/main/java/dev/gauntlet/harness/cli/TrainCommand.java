package dev.gauntlet.harness.cli;

import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.execution.CheckpointStore;
import dev.gauntlet.harness.execution.TrainingRun;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.Task;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plan.TrainingOrder;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.suite.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Train a defense, and before it whatever it needs. The checkpoint goes into the store, where"
          + " 'evaluate' finds it; a training that is in the store already is not repeated."
    },
    footer = {
      "",
      "Examples:",
      "  harness train pure-pgd                            on mnist-mini, the default data set",
      "  harness train pure-pgd --dataset mnist --out models/pure-pgd",
      "  harness train alp --parameters lambda=0.2,epochs=4 --seed 2",
      "",
      "With --out, the folder gets model.json, the weights and provenance.json (seed, data hash,"
          + " engine, cost): what a plugin ships under checkpoints/ in its jar.",
    })
final class TrainCommand implements Runnable {
  @Parameters(paramLabel = "DEFENSE", description = "The id of an installed defense.")
  private String defense;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "What to train on (default: ${DEFAULT-VALUE}).")
  private String dataset = DatasetRegistry.DEFAULT;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "The network (default: ${DEFAULT-VALUE}).")
  private String architecture = Training.DEFAULT.architecture();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of weights, order and noise (default: ${DEFAULT-VALUE}).")
  private long seed = Training.DEFAULT.seed();

  @Option(
      names = {"-p", "--parameters"},
      paramLabel = "KEY=VALUE",
      description =
          "Parameters of the defense that differ from its defaults, with commas between several.")
  private List<String> parameters = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Copy the checkpoint's files to this folder.")
  private Path out;

  @Mixin private PluginOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, Object> given = Assignments.of("--parameters", parameters);
    DatasetStore datasets = new DatasetStore(options.home().datasets());
    Dataset trained = datasets.registry().get(dataset);
    try (Workbench bench = options.open(err)) {
      TrainTask task =
          new CheckpointPlanner(
                  bench.catalog(),
                  trained,
                  () -> TrainingData.of(dataset, datasets.load(dataset, Split.TRAIN)),
                  bench.environment(),
                  true)
              .training(new TrainingOrder(defense, architecture, seed, given));
      Entry checkpoint = train(task, bench, err);
      if (out != null) {
        CheckpointStore.export(checkpoint, out);
      }
      spec.commandLine().getOut().println(out == null ? checkpoint.directory() : out);
    }
  }

  private static Entry train(TrainTask task, Workbench bench, PrintWriter err) {
    List<Task> trainings = Task.inOrder(List.of(task));
    try (ProgressView progress = ProgressView.of("train", trainings, err)) {
      return new TrainingRun(bench, progress).train(task);
    }
  }
}
