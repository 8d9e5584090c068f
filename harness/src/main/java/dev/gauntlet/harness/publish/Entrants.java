package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.execution.CheckpointStore;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.PerturbedImages;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedAttack;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.harness.plan.PlannedDefense;
import dev.gauntlet.harness.plan.ShippedCheckpoint;
import dev.gauntlet.harness.plan.ShippedCheckpoints;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.PluginInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Turns what was planned and what came of it into what is published. */
public final class Entrants {
  private final Plan plan;
  private final EvaluationResult result;
  private final Store store;

  private Entrants(Plan plan, EvaluationResult result, Store store) {
    this.plan = plan;
    this.result = result;
    this.store = store;
  }

  /**
   * A run that is ready to be published.
   *
   * @param store has the checkpoints; the images must still be there
   * @param warnings for the page of the run
   */
  public static FinishedRun of(
      Suite suite, Plan plan, EvaluationResult result, Store store, List<String> warnings) {
    Entrants entrants = new Entrants(plan, result, store);
    return new FinishedRun(
        suite.budget(),
        plan.slice().dataset(),
        plan.slice().images(),
        entrants.plugins(),
        plan.attacks().stream().map(entrants::attack).toList(),
        plan.defenses().stream().map(entrants::defense).toList(),
        result.observations(),
        entrants::images,
        warnings);
  }

  private List<PluginInfo> plugins() {
    Map<String, PluginJar> jars = new TreeMap<>();
    plan.defenses().forEach(defense -> add(List.of(defense.defense().jar()), jars));
    plan.cells().forEach(cell -> add(cell.attackTask().jars(), jars));
    return jars.values().stream()
        .map(
            jar ->
                new PluginInfo(
                    jar.id(),
                    jar.version(),
                    jar.provider(),
                    jar.source().getFileName().toString(),
                    jar.sha256(),
                    jar.builtIn(),
                    jar.signedBy().orElse(null)))
        .toList();
  }

  private static void add(Collection<PluginJar> some, Map<String, PluginJar> jars) {
    some.forEach(jar -> jars.put(jar.id(), jar));
  }

  private AttackEntrant attack(PlannedAttack attack) {
    List<String> sources =
        attack.entry().access().perDefense()
            ? List.of()
            : plan.cells().stream()
                .filter(cell -> cell.attack().equals(attack))
                .findFirst()
                .map(cell -> cell.attackTask().sources())
                .orElse(List.of())
                .stream()
                .map(source -> source.model().title())
                .toList();
    return new AttackEntrant(
        attack.entry(),
        attack.attack().descriptor(),
        attack.attack().jar().id(),
        attack.parameters(),
        sources);
  }

  private DefenseEntrant defense(PlannedDefense defense) {
    return new DefenseEntrant(
        new DefenseEntry(
            defense.id(),
            defense.defense().descriptor().id(),
            defense.checkpoint().model().parameters()),
        defense.defense().descriptor(),
        defense.defense().jar().id(),
        defense.checkpoint().model().parameters(),
        checkpoint(defense.checkpoint()),
        whiteBox(defense.id()),
        SourceGradients.whiteBox(defense.checkpoint(), result));
  }

  private CheckpointInfo checkpoint(Checkpoint checkpoint) {
    return new CheckpointInfo(
        checkpoint instanceof ShippedCheckpoint ? "shipped" : "trained",
        checkpoint.key().hex(),
        checkpoint.model().architecture(),
        checkpoint.model().dataset(),
        new CheckpointStore(store).find(checkpoint).map(Entrants::provenance).orElse(Map.of()));
  }

  @SuppressWarnings("unchecked") // a JSON object is a map of texts to whatever
  private static Map<String, Object> provenance(Entry entry) {
    Path file = entry.file(ShippedCheckpoints.PROVENANCE);
    return Files.isRegularFile(file) ? Json.read(file, Map.class) : Map.of();
  }

  /** A defense offers gradients unless a white-box attack found none. */
  private boolean whiteBox(String defense) {
    List<String> attacks =
        plan.attacks().stream()
            .filter(attack -> attack.entry().access() == Access.WHITE_BOX)
            .map(attack -> attack.entry().id())
            .toList();
    return result.observations().cells().stream()
        .filter(cell -> cell.defense().equals(defense) && attacks.contains(cell.attack()))
        .map(CellRecord::notApplicable)
        .noneMatch(Optional::isPresent);
  }

  private Optional<IntFunction<float[]>> images(String attack, String defense) {
    AttackTask task =
        plan.cells().stream()
            .filter(cell -> cell.attack().entry().id().equals(attack))
            .filter(cell -> cell.defense().id().equals(defense))
            .map(PlannedCell::attackTask)
            .findFirst()
            .orElseThrow();
    return Optional.ofNullable(result.images().get(task))
        .map(file -> PerturbedImages.read(file)::image);
  }
}
