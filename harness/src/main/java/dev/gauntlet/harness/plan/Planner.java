package dev.gauntlet.harness.plan;

import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.harness.plan.AttackTask.Rules;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.InstalledDefense;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.RadiusRange;
import dev.gauntlet.harness.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns a suite into tasks: every attack on every defense, nothing computed twice. */
public final class Planner {
  private final PluginCatalog catalog;
  private final CheckpointPlanner checkpoints;
  private final Environment environment;
  private final Suite suite;
  private final Slice slice;
  private final Rules rules;

  /**
   * A planner for a suite.
   *
   * @param slice the images that the suite asks for
   * @param strict whether images over budget are refused instead of clipped
   */
  public Planner(
      PluginCatalog catalog,
      CheckpointPlanner checkpoints,
      Environment environment,
      Suite suite,
      Slice slice,
      boolean strict) {
    this.catalog = catalog;
    this.checkpoints = checkpoints;
    this.environment = environment;
    this.suite = suite;
    this.slice = slice;
    this.rules = new Rules(suite.budget(), suite.pixels(), strict);
  }

  /**
   * Plans.
   *
   * @throws PlanException if the suite asks for what a plugin cannot do, or its radius means
   *     nothing on the images
   * @throws dev.gauntlet.harness.plugins.PluginException if it names a plugin that is not installed
   */
  public Plan plan() {
    RadiusRange.problem(suite.budget(), slice.dataset().shape())
        .ifPresent(
            problem -> {
              throw new PlanException("the budget's radius " + problem);
            });
    List<PlannedAttack> attacks = suite.attacks().stream().map(this::attack).toList();
    List<PlannedDefense> defenses = entries().stream().map(this::defense).toList();
    List<PlannedCell> cells = new ArrayList<>();
    for (PlannedAttack attack : attacks) {
      for (PlannedDefense defense : defenses) {
        AttackTask task = task(attack, defense);
        cells.add(
            new PlannedCell(
                defense, attack, classify(defense.id(), defense.checkpoint(), Optional.of(task))));
      }
    }
    return new Plan(
        slice,
        defenses,
        attacks,
        cells,
        gradients(cells),
        suite.batch().orElse(Suite.DEFAULT_BATCH));
  }

  private List<GradientTask> gradients(List<PlannedCell> cells) {
    Map<Key, GradientTask> checks = new LinkedHashMap<>();
    for (PlannedCell cell : cells) {
      Access access = cell.attack().entry().access();
      if (access.grantsGradients()) {
        // A transfer attack sees its sources whole.
        Access view = access == Access.OBLIVIOUS ? access : Access.WHITE_BOX;
        for (Checkpoint source : cell.attackTask().sources()) {
          GradientTask check = GradientTask.of(source, view, suite.seed(), slice, environment);
          checks.put(check.key(), check);
        }
      }
    }
    return List.copyOf(checks.values());
  }

  private List<DefenseEntry> entries() {
    List<DefenseEntry> entries =
        suite.defenses().isEmpty()
            ? catalog.defenses().keySet().stream().map(DefenseEntry::of).toList()
            : suite.defenses();
    if (entries.isEmpty()) {
      throw new PlanException("no defense is installed; put a defense's jar into plugins/");
    }
    return entries;
  }

  private PlannedDefense defense(DefenseEntry entry) {
    InstalledDefense defense = catalog.defense(entry.defense());
    Checkpoint checkpoint =
        checkpoints.checkpoint(order(entry.defense(), suite.training().seed(), entry.parameters()));
    return new PlannedDefense(
        entry.id(), defense, checkpoint, classify(entry.id(), checkpoint, Optional.empty()));
  }

  private PlannedAttack attack(AttackEntry entry) {
    InstalledAttack attack = catalog.attack(entry.attack());
    AccessRules.check(entry, attack.descriptor(), suite.budget());
    try {
      return new PlannedAttack(
          entry,
          attack,
          Parameters.of(
                  attack.descriptor().parameters(), entry.parameters(), slice.dataset().task())
              .asMap());
    } catch (ParameterException e) {
      throw new PlanException("attack '" + entry.id() + "': " + e.getMessage());
    }
  }

  private ClassifyTask classify(
      String defense, Checkpoint checkpoint, Optional<AttackTask> attack) {
    return new ClassifyTask(
        defense,
        checkpoint,
        attack,
        suite.seed(),
        catalog.defense(checkpoint.model().method()).descriptor().randomized(),
        slice.images(),
        environment);
  }

  private boolean isSteady(Checkpoint source) {
    DefenseDescriptor about = catalog.defense(source.model().method()).descriptor();
    return !about.rejects() && !about.randomized();
  }

  private AttackTask task(PlannedAttack attack, PlannedDefense defense) {
    List<Checkpoint> sources = sources(attack.entry(), defense);
    return AttackTask.of(
        attack.entry(),
        attack.attack(),
        attack.parameters(),
        rules,
        sources,
        sources.stream().allMatch(this::isSteady),
        needs(attack, sources),
        TargetLabels.of(attack.entry(), slice.images(), suite.seed()),
        suite.seed(),
        slice,
        environment);
  }

  private List<Checkpoint> sources(AttackEntry entry, PlannedDefense defense) {
    if (entry.access().perDefense()) {
      return List.of(defense.checkpoint());
    }
    return entry.sources().stream()
        .map(
            source ->
                checkpoints.checkpoint(
                    order(
                        catalog.defense(source.defense()).descriptor().id(),
                        source.seed(),
                        source.parameters())))
        .toList();
  }

  private Map<String, Checkpoint> needs(PlannedAttack attack, List<Checkpoint> sources) {
    Map<String, Checkpoint> needs = new TreeMap<>();
    for (CheckpointNeed need : attack.attack().descriptor().checkpoints()) {
      needs.put(
          need.role(),
          checkpoints.checkpoint(
              order(
                  need.method(), suite.training().seed() + need.seedOffset(), need.parameters())));
    }
    if (attack.attack().trainable()) {
      if (sources.size() != 1 || attack.entry().access() == Access.QUERY) {
        throw new PlanException(
            String.format(
                Locale.ROOT,
                "attack '%s' is trained against its source: it needs access to the gradients of"
                    + " exactly one, and has %d with access '%s'",
                attack.entry().id(),
                sources.size(),
                attack.entry().access().word()));
      }
      needs.put(
          TrainableAttack.OWN_CHECKPOINT,
          checkpoints.training(
              attack.attack(),
              attack.parameters(),
              suite.training(),
              new TrainTask.Opponent(sources.get(0), suite.budget()),
              Map.copyOf(needs)));
    }
    return needs;
  }

  private TrainingOrder order(String method, long seed, Map<String, Object> parameters) {
    return new TrainingOrder(method, suite.training().architecture(), seed, parameters);
  }
}
