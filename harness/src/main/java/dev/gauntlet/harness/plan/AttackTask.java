package dev.gauntlet.harness.plan;

import dev.gauntlet.api.Budget;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.suite.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An attack on all images of the plan, from one set of sources.
 *
 * @param spec all that the perturbed images depend on
 * @param entry how the suite wants it
 * @param parameters checked and complete
 * @param rules what the harness makes of the images it returns
 * @param sources the models it takes its knowledge from
 * @param steadySources whether no source rejects or draws at random: what fools it once then fools
 *     it for good
 * @param checkpoints what it asked for, by role
 * @param targets the label to reach per image; empty in an untargeted run, and where the source's
 *     least likely classes are the targets
 * @param seed of its randomness
 */
public record AttackTask(
    Spec spec,
    AttackEntry entry,
    InstalledAttack attack,
    Map<String, Object> parameters,
    Rules rules,
    List<Checkpoint> sources,
    boolean steadySources,
    Map<String, Checkpoint> checkpoints,
    Optional<List<Integer>> targets,
    long seed,
    LabeledImages images)
    implements Task {

  /**
   * The competition's rules for perturbed images.
   *
   * @param strict whether an image over budget is refused instead of clipped
   */
  public record Rules(Budget budget, Pixels pixels, boolean strict) {}

  public AttackTask {
    sources = List.copyOf(sources);
    checkpoints = Map.copyOf(checkpoints);
    targets = targets.map(List::copyOf);
  }

  static AttackTask of(
      AttackEntry entry,
      InstalledAttack attack,
      Map<String, Object> parameters,
      Rules rules,
      List<Checkpoint> sources,
      boolean steadySources,
      Map<String, Checkpoint> checkpoints,
      Optional<List<Integer>> targets,
      long seed,
      Slice slice,
      Environment environment) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("attack", attack.descriptor().id());
    properties.put("plugin", attack.jar().sha256());
    properties.put("parameters", parameters);
    properties.put("rules", rules);
    properties.put("access", entry.access());
    properties.put("sources", sources.stream().map(source -> source.key().hex()).toList());
    properties.put("sourcePlugins", sources.stream().map(source -> source.jar().sha256()).toList());
    properties.put("queries", entry.queries());
    properties.put("trueLabels", entry.trueLabels());
    properties.put("targets", entry.targets());
    properties.put("checkpoints", TrainTask.keys(checkpoints));
    properties.put("seed", seed);
    properties.put("images", slice.sha256());
    properties.put("environment", environment.properties());
    return new AttackTask(
        Spec.of(Kind.IMAGES, properties),
        entry,
        attack,
        parameters,
        rules,
        sources,
        steadySources,
        checkpoints,
        targets,
        seed,
        slice.images());
  }

  /** Whether the targets are known only to the source. */
  public boolean leastLikely() {
    return entry.targets().equals(Optional.of(Targets.LEAST_LIKELY));
  }

  /**
   * Whether an image that fools the source needs no more work: the source judges it, as it is, by
   * the labels that the attack knows.
   */
  public boolean successIsFinal() {
    boolean judged = entry.access() == Access.WHITE_BOX || entry.access() == Access.QUERY;
    boolean knowsLabels = entry.trueLabels() || entry.targeted();
    return judged && steadySources && knowsLabels && rules.pixels() == Pixels.FLOAT32;
  }

  /** The plugins whose code it runs. */
  public Set<PluginJar> jars() {
    Set<PluginJar> jars = new LinkedHashSet<>();
    jars.add(attack.jar());
    sources.forEach(source -> jars.add(source.jar()));
    return jars;
  }

  @Override
  public Key key() {
    return spec.key();
  }

  @Override
  public String title() {
    String against = entry.access().perDefense() ? " on " + sources.get(0).model().method() : "";
    return "attack " + entry.id() + against;
  }

  @Override
  public List<Task> after() {
    List<Checkpoint> needed = new ArrayList<>(sources);
    needed.addAll(checkpoints.values());
    return TrainTask.trainings(needed);
  }
}
