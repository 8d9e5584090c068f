package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.device.Placement;
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

  @Mixin private DeviceOptions devices = new DeviceOptions();

  PluginOptions(Installation installation) {
    this.installation = installation;
  }

  HomeOption home() {
    return home;
  }

  /** Where models run, and on which engine. */
  Placement placement() {
    return devices.placement();
  }

  /**
   * What these options amount to.
   *
   * @param workers the device of each of them
   * @param logs where the workers' logs are kept; nowhere if empty
   * @throws GauntletException if a folder is none
   */
  Settings settings(List<String> workers, Limits limits, Optional<Path> logs) {
    List<PluginFolder> all = new ArrayList<>(installation.plugins());
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new GauntletException("--plugins " + folder + " is no folder");
      }
      all.add(new PluginFolder(folder, false));
    }
    return new Settings(home.path(), all, placement().engine().name(), workers, limits, logs);
  }
}
