package dev.gauntlet.harness.plugins;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin, as its manifest describes it.
 *
 * @param id unique among all plugins
 * @param path of the file that is loaded
 * @param source where it was found; {@code path} is a copy of it, or the same
 * @param sha256 of the jar that is loaded
 * @param builtIn whether it came with the distribution
 * @param signedBy the owner of the trusted key that it is signed with; empty where nobody asked
 */
public record PluginJar(
    String id,
    String version,
    String provider,
    Path path,
    Path source,
    String sha256,
    boolean builtIn,
    Optional<String> signedBy) {

  /** The submission of all built-in plugins. */
  static final String BUILT_IN = "built-in";

  /** A plugin that is loaded from where it was found, and whose signature nobody asked for. */
  public PluginJar(
      String id, String version, String provider, Path path, String sha256, boolean builtIn) {
    this(id, version, provider, path, path, sha256, builtIn, Optional.empty());
  }

  /**
   * Who answers for this code. Plugins of one submission may share a process; those of different
   * submissions meet only where an attack needs a defense as its source.
   */
  public String submission() {
    return builtIn ? BUILT_IN : id;
  }
}
