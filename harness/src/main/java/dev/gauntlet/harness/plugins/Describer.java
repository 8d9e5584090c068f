package dev.gauntlet.harness.plugins;

import java.util.List;

/** Asks plugins what they offer, in a process of their own. */
@FunctionalInterface
public interface Describer {
  /**
   * Describes some jars.
   *
   * @return one description per jar, in the same order
   * @throws PluginException if the code of one does not answer
   */
  List<JarDescription> describe(List<PluginJar> jars);
}
