package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.engine.TrustedPlacement;
import dev.gauntlet.harness.execution.Settings;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.plugins.TrustedKeys;
import dev.gauntlet.harness.suite.Limits;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
  @Mixin private IsolationOption isolation = new IsolationOption();

  PluginOptions(Installation installation) {
    this.installation = installation;
  }

  HomeOption home() {
    return home;
  }

  /**
   * Where models run, on an engine that computes right there.
   *
   * @param say is told of a test of the engine, and of what it found
   */
  TrustedPlacement placement(Consumer<String> say) {
    return devices.trusted(say);
  }

  /**
   * Opens the store, and asks the plugins what they offer; for commands without a suite.
   *
   * @param err for tests of the engine, and for what is wrong but does not stop anything
   */
  Workbench open(PrintWriter err) {
    return open(Limits.DEFAULT, err);
  }

  /** The same, with other limits of the workers. */
  Workbench open(Limits limits, PrintWriter err) {
    return open(placement(err::println).placement(), limits, err);
  }

  /** The same for a command that computes nothing: the engine is not tested. */
  Workbench openToDescribe(PrintWriter err) {
    return open(devices.placement(), Limits.DEFAULT, err);
  }

  private Workbench open(Placement placement, Limits limits, PrintWriter err) {
    Consumer<String> warnings = warning -> err.println("warning: " + warning);
    return Workbench.open(
        settings(placement.forOneWorker(), limits, Optional.empty(), warnings), warnings);
  }

  /**
   * What these options amount to.
   *
   * @param placement the engine, and the device of each worker
   * @param logs where the workers' logs are kept; nowhere if empty
   * @param warnings is told if submissions are not kept apart
   * @throws GauntletException if a folder is none, or the isolation does not work here
   */
  Settings settings(
      Placement placement, Limits limits, Optional<Path> logs, Consumer<String> warnings) {
    List<PluginFolder> all = new ArrayList<>(installation.plugins());
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new GauntletException("--plugins " + folder + " is no folder");
      }
      all.add(new PluginFolder(folder, false));
    }
    return new Settings(
        home.path(),
        all,
        placement.engine(),
        placement.devices(),
        isolation.choose(warnings),
        limits,
        logs);
  }

  /**
   * The same settings, where dropped-in jars must be signed.
   *
   * @param keys files of certificates; none where no signature is asked for
   * @throws GauntletException if a file holds no certificate, or dropped-in jars cannot be told
   *     from those of the distribution
   */
  Settings trusting(List<Path> keys, Settings settings) {
    if (keys.isEmpty()) {
      return settings;
    }
    if (!installation.dropsApart()) {
      throw new GauntletException(
          "the suite has 'trusted-keys', but in the distribution's own folder dropped-in jars cannot"
              + " be told from built-in ones; run it in another folder, with the teams' jars in its"
              + " plugins/");
    }
    return settings.trusting(TrustedKeys.read(keys));
  }
}
