package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.plugins.TrustedKeys;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a command that runs plugins is told by its options.
 *
 * @param home for everything that is computed once and kept
 * @param plugins where the jars are
 * @param engine that all workers use
 * @param devices as DJL calls them, {@code cpu} or {@code gpu0}: one for each worker that works at
 *     once; the workers share the processors evenly
 * @param isolation what keeps submissions apart from the machine
 * @param limits what each may use
 * @param logs where their logs are kept; nowhere if empty
 */
public record Settings(
    Path home,
    List<PluginFolder> plugins,
    EngineChoice engine,
    List<String> devices,
    Isolation isolation,
    Limits limits,
    Optional<Path> logs) {
  /** Settings of so many workers on the processors. */
  public static Settings onCpu(
      Path home,
      List<PluginFolder> plugins,
      String engine,
      int workers,
      Isolation isolation,
      Limits limits,
      Optional<Path> logs) {
    return new Settings(
        home,
        plugins,
        EngineChoice.of(engine),
        Collections.nCopies(workers, "cpu"),
        isolation,
        limits,
        logs);
  }

  /** The same, where what teams drop in must be signed with one of these keys. */
  public Settings trusting(TrustedKeys keys) {
    List<PluginFolder> trusting = plugins.stream().map(folder -> folder.trusting(keys)).toList();
    return new Settings(home, trusting, engine, devices, isolation, limits, logs);
  }

  public Settings {
    plugins = List.copyOf(plugins);
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one worker");
    }
  }
}
