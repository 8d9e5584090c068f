package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.execution.CheckpointStore;
import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.execution.Settings;
import dev.gauntlet.harness.execution.TrainingRun;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plan.TrainingOrder;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains one model. */
@Command(
    name = "train",
    description = "Train a defense and keep its checkpoint in the store, or write it to a folder.")
final class TrainCommand implements Runnable {
  private final Installation installation;

  @Mixin private final HomeOption home;

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
      names = {"-p", "--parameter"},
      paramLabel = "KEY=VALUE",
      description = "A parameter of the defense; may be given several times.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "auto, mxnet or pytorch (default: ${DEFAULT-VALUE}).")
  private String engine = "auto";

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, or gpu0 and so on (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(names = "--plugins", paramLabel = "DIR", description = "Another folder with plugin jars.")
  private List<Path> plugins = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", description = "Copy the checkpoint's files here.")
  private Path out;

  @Spec private CommandSpec spec;

  TrainCommand(Installation installation) {
    this.installation = installation;
    this.home = new HomeOption(installation);
  }

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    DatasetStore datasets = new DatasetStore(home.path().resolve("datasets"));
    Dataset trained = datasets.registry().get(dataset);
    try (Workbench bench =
        Workbench.open(settings(), warning -> err.println("warning: " + warning))) {
      TrainTask task =
          new CheckpointPlanner(
                  bench.catalog(),
                  trained,
                  () -> TrainingData.of(dataset, datasets.load(dataset, Split.TRAIN)),
                  bench.environment(),
                  true)
              .training(
                  new TrainingOrder(defense, architecture, seed, new LinkedHashMap<>(parameters)));
      TrainingRun run =
          new TrainingRun(
              bench.store(), bench.workers(), bench.catalog(), event -> show(event, err));
      Entry checkpoint = run.train(task);
      if (out != null) {
        CheckpointStore.export(checkpoint, out);
      }
      spec.commandLine().getOut().println(out == null ? checkpoint.directory() : out);
    }
  }

  private Settings settings() {
    List<PluginFolder> folders = new ArrayList<>();
    folders.add(new PluginFolder(installation.builtInPlugins(), true));
    folders.add(new PluginFolder(installation.dropInPlugins(), false));
    for (Path folder : plugins) {
      if (!folder.toFile().isDirectory()) {
        throw new GauntletException("--plugins " + folder + " is no folder");
      }
      folders.add(new PluginFolder(folder, false));
    }
    return new Settings(home.path(), folders, engine, device, 1, Limits.DEFAULT, Optional.empty());
  }

  private static void show(Event event, PrintWriter err) {
    if (event instanceof Event.Started started) {
      err.println(started.title());
    } else if (event instanceof Event.Advanced advanced) {
      err.println("  %d/%d %s".formatted(advanced.done(), advanced.steps(), advanced.message()));
    } else if (event instanceof Event.Finished finished && finished.cached()) {
      err.println(finished.title() + ": in the store already");
    }
  }
}
