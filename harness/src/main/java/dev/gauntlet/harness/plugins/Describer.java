package dev.gauntlet.harness.plugins;

import java.util.List;
import java.util.Map;

/** Asks plugins what they offer, in a process of their own. */
@FunctionalInterface
public interface Describer {
  /**
   * Describes some jars.
   *
   * @return a description of each jar, but for dropped-in ones whose code does not answer
   * @throws PluginException if the code of one that came with Gauntlet does not answer
   */
  Map<PluginJar, JarDescription> describe(List<PluginJar> jars);
}
