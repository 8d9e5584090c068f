package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.execution.Settings;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs plugins. */
final class PluginOptions {
  private final Installation installation;

  @Mixin private HomeOption home;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Load the jars of this folder too; may be given several times.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "mxnet, pytorch, or auto: MXNet where its native library exists, PyTorch elsewhere and on"
              + " a GPU (default: ${DEFAULT-VALUE}).")
  private String engine;

  @Option(
      names = {"--device", "--devices"},
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "Where models run: cpu, or gpu0 and so on (default: ${DEFAULT-VALUE}).")
  private String device;

  PluginOptions(Installation installation) {
    this.installation = installation;
  }

  HomeOption home() {
    return home;
  }

  /**
   * What these options amount to.
   *
   * @param workers how many work at once
   * @param logs where the workers' logs are kept; nowhere if empty
   * @throws GauntletException if a folder is none
   */
  Settings settings(int workers, Limits limits, Optional<Path> logs) {
    List<PluginFolder> all = new ArrayList<>(installation.plugins());
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new GauntletException("--plugins " + folder + " is no folder");
      }
      all.add(new PluginFolder(folder, false));
    }
    // MXNet's library for GPUs is on no public registry, and too old for today's cards.
    String resolved = engine.equals("auto") && !device.equals("cpu") ? "pytorch" : engine;
    return new Settings(home.path(), all, resolved, device, workers, limits, logs);
  }
}
