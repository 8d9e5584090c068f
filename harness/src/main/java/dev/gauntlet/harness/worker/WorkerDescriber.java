package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.plugins.Describer;
import dev.gauntlet.harness.plugins.DescriptionCheck;
import dev.gauntlet.harness.plugins.JarDescription;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.message.Describe;
import dev.gauntlet.harness.worker.message.Described;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks each jar once what it offers, in a worker; the store remembers the answer. */
public final class WorkerDescriber implements Describer {
  private static final String FILE = "description.json";

  /** Milliseconds are enough on a quiet machine. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Store store;
  private final WorkerSettings settings;
  private final String host;
  private final Consumer<String> warnings;

  /**
   * A describer that remembers in a store and forks workers with some settings.
   *
   * @param host the hash of what plugins are linked against: part of what they say, such as the
   *     toolkit's networks and parameters, comes from there
   * @param warnings is told of dropped-in jars that do not answer, one line each
   */
  public WorkerDescriber(
      Store store, WorkerSettings settings, String host, Consumer<String> warnings) {
    this.store = store;
    this.settings = settings;
    this.host = host;
    this.warnings = warnings;
  }

  @Override
  public Map<PluginJar, JarDescription> describe(List<PluginJar> jars) {
    Map<PluginJar, JarDescription> known = new HashMap<>();
    for (PluginJar jar : jars) {
      recall(jar).ifPresent(description -> known.put(jar, description));
    }
    jars.stream()
        .filter(jar -> !known.containsKey(jar))
        .collect(
            Collectors.groupingBy(PluginJar::submission, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(submission -> known.putAll(askOrLeaveOut(submission)));
    return known;
  }

  private Map<PluginJar, JarDescription> askOrLeaveOut(List<PluginJar> submission) {
    try {
      return askAgainWhereLost(submission);
    } catch (PluginException | WorkerException e) {
      if (submission.get(0).builtIn()) {
        throw e;
      }
      submission.forEach(
          jar ->
              warnings.accept(
                  "%s (%s) is left out, it does not say what it offers: %s"
                      .formatted(jar.source().getFileName(), jar.id(), e.getMessage())));
      return Map.of();
    }
  }

  // A worker that dies may have been killed, by a system short of memory say.
  private Map<PluginJar, JarDescription> askAgainWhereLost(List<PluginJar> submission) {
    try {
      return ask(submission);
    } catch (WorkerException e) {
      return ask(submission);
    } catch (PluginException e) {
      if (e.getCause() instanceof WorkerException lost && lost.reason() == Reason.DIED) {
        return ask(submission);
      }
      throw e;
    }
  }

  private Map<PluginJar, JarDescription> ask(List<PluginJar> submission) {
    Map<PluginJar, JarDescription> descriptions = new HashMap<>();
    try (WorkerProcess worker =
        WorkerProcess.start(
            new WorkerKind(Role.DESCRIBE, submission.stream().map(PluginJar::path).toList()),
            settings)) {
      for (PluginJar jar : submission) {
        descriptions.put(jar, remember(jar, ask(worker, jar)));
      }
    }
    return descriptions;
  }

  private static JarDescription ask(WorkerProcess worker, PluginJar jar) {
    try {
      Reply reply = worker.ask(new Describe(jar.path().toString()), LIMIT, progress -> {});
      if (reply instanceof Described described) {
        DescriptionCheck.check(jar, described.description());
        return described.description();
      }
      // The worker knows the copy; whoever reads the message knows the original.
      throw new PluginException(
          reply instanceof Failed failed
              ? failed.error().replace(jar.path().toString(), jar.source().toString())
              : jar.source() + " answers " + reply);
    } catch (WorkerException e) {
      throw new PluginException("%s (%s): %s".formatted(jar.source(), jar.id(), e.getMessage()), e);
    }
  }

  private Optional<JarDescription> recall(PluginJar jar) {
    return store.find(
        Kind.DESCRIPTION,
        spec(jar).key(),
        entry -> Json.read(entry.file(FILE), JarDescription.class));
  }

  private JarDescription remember(PluginJar jar, JarDescription description) {
    try (Draft draft = store.draft(spec(jar))) {
      Json.write(draft.directory().resolve(FILE), description);
      draft.commit();
    }
    return description;
  }

  private Spec spec(PluginJar jar) {
    return Spec.of(Kind.DESCRIPTION, Map.of("jar", jar.sha256(), "host", host));
  }
}
