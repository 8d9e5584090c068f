package dev.gauntlet.harness.plugins;

import java.nio.file.Path;

/**
 * A plugin, as its manifest describes it.
 *
 * @param id unique among all plugins
 * @param sha256 of the jar
 * @param builtIn whether it came with the distribution
 */
public record PluginJar(
    String id, String version, String provider, Path path, String sha256, boolean builtIn) {

  /**
   * Who answers for this code. Plugins of one submission may share a process; those of different
   * submissions meet only where an attack needs a defense as its source.
   */
  public String submission() {
    return builtIn ? "built-in" : id;
  }
}
