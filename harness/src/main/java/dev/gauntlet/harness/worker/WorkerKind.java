package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What must be equal for one worker to serve two requests.
 *
 * @param role what it is for
 * @param jars the plugins it is given, sorted
 * @param task the one task that it may serve; empty where it may serve several
 */
public record WorkerKind(Role role, List<Path> jars, String task) {
  public WorkerKind {
    jars = jars.stream().distinct().sorted().toList();
  }

  /** A worker that may serve any task. */
  public WorkerKind(Role role, List<Path> jars) {
    this(role, jars, "");
  }

  /**
   * A worker for some submissions: it loads every installed jar of theirs, so that it can serve
   * whatever else they bring. Code that did not come with Gauntlet gets a process for each task: it
   * could otherwise remember what it saw in one, such as clean images, and use it in another.
   *
   * @param needed the plugins that the work needs
   * @param installed all plugins
   */
  public static WorkerKind of(
      Role role, Collection<PluginJar> needed, Collection<PluginJar> installed, Key task) {
    List<String> submissions = needed.stream().map(PluginJar::submission).toList();
    return new WorkerKind(
        role,
        installed.stream()
            .filter(jar -> submissions.contains(jar.submission()))
            .map(PluginJar::path)
            .toList(),
        needed.stream().allMatch(PluginJar::builtIn) ? "" : task.hex());
  }

  /** Those of its plugins that are loaded at once. */
  List<Path> loaded() {
    // What is to be described is loaded one by one: each may fail on its own.
    return role == Role.DESCRIBE ? List.of() : jars;
  }

  /** Whether it is of no more use once its task is done. */
  boolean servesOneTask() {
    return !task.isEmpty();
  }
}
