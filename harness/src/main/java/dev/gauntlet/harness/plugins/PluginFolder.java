package dev.gauntlet.harness.plugins;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder whose jars are plugins.
 *
 * @param builtIn whether it came with the distribution; a folder that teams drop jars into did not
 * @param keys what each of its jars must be signed with; empty where none need be signed
 */
public record PluginFolder(Path directory, boolean builtIn, Optional<TrustedKeys> keys) {
  /** A folder whose jars need no signature. */
  public PluginFolder(Path directory, boolean builtIn) {
    this(directory, builtIn, Optional.empty());
  }

  /**
   * The same folder; if teams drop their jars there, each must be signed with one of these keys.
   */
  public PluginFolder trusting(TrustedKeys only) {
    return builtIn ? this : new PluginFolder(directory, false, Optional.of(only));
  }
}
