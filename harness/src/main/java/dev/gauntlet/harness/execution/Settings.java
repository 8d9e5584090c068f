package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a command that runs plugins is told by its options.
 *
 * @param home for everything that is computed once and kept
 * @param plugins where the jars are
 * @param engine {@code auto}, {@code mxnet} or {@code pytorch}
 * @param device as DJL calls it: {@code cpu}, {@code gpu0}
 * @param workers how many work at once; they share the processors evenly
 * @param limits what each may use
 * @param logs where their logs are kept; nowhere if empty
 */
public record Settings(
    Path home,
    List<PluginFolder> plugins,
    String engine,
    String device,
    int workers,
    Limits limits,
    Optional<Path> logs) {
  /** Two workers keep two processors busy while one of them waits for the harness. */
  public static final int DEFAULT_WORKERS = 2;

  public Settings {
    plugins = List.copyOf(plugins);
    if (workers < 1) {
      throw new dev.gauntlet.api.GauntletException("workers must be at least 1, got " + workers);
    }
  }
}
