package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.plugins.PluginJar;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What must be equal for one worker to serve two requests.
 *
 * @param role what it is for
 * @param jars the plugins it loads, sorted
 */
public record WorkerKind(Role role, List<Path> jars) {
  public WorkerKind {
    jars = jars.stream().distinct().sorted().toList();
  }

  /**
   * A worker for some submissions: it loads every installed jar of theirs, so that it can serve
   * whatever else they bring.
   *
   * @param needed the plugins that the work needs
   * @param installed all plugins
   */
  public static WorkerKind of(
      Role role, Collection<PluginJar> needed, Collection<PluginJar> installed) {
    List<String> submissions = needed.stream().map(PluginJar::submission).toList();
    return new WorkerKind(
        role,
        installed.stream()
            .filter(jar -> submissions.contains(jar.submission()))
            .map(PluginJar::path)
            .toList());
  }
}
