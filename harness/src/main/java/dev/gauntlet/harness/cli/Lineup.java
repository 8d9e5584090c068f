package dev.gauntlet.harness.cli;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Who takes part: what the suite names, and what is installed besides. */
final class Lineup {
  private final Suite suite;
  private final PluginCatalog catalog;
  private final Consumer<String> warnings;

  Lineup(Suite suite, PluginCatalog catalog, Consumer<String> warnings) {
    this.suite = suite;
    this.catalog = catalog;
    this.warnings = warnings;
  }

  /** The suite's defenses, and every installed one that it does not name. */
  List<DefenseEntry> everyDefense() {
    List<String> named = suite.defenses().stream().map(DefenseEntry::defense).toList();
    return Stream.concat(
            suite.defenses().stream(),
            catalog.defenses().keySet().stream()
                .filter(id -> !named.contains(id))
                .map(DefenseEntry::of))
        .toList();
  }

  /** Every attack of a dropped-in jar that the suite does not name. */
  List<AttackEntry> droppedInAttacks() {
    List<String> named =
        suite.attacks().stream().flatMap(entry -> Stream.of(entry.id(), entry.attack())).toList();
    return catalog.attacks().values().stream()
        .filter(attack -> !attack.jar().builtIn())
        .filter(attack -> !named.contains(attack.descriptor().id()))
        .filter(this::fitsTheBudget)
        .map(this::asItNeeds)
        .toList();
  }

  /** The defenses with these ids, of the suite or installed. */
  List<DefenseEntry> defenses(List<String> ids) {
    List<DefenseEntry> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(
          suite.defenses().stream()
              .filter(entry -> entry.id().equals(id))
              .findFirst()
              .orElseGet(() -> DefenseEntry.of(catalog.defense(id).descriptor().id())));
    }
    return chosen;
  }

  /**
   * The attacks with these ids, of the suite or installed.
   *
   * @param known those that take part unless somebody chooses
   */
  List<AttackEntry> attacks(List<String> ids, List<AttackEntry> known) {
    List<AttackEntry> chosen = new ArrayList<>();
    for (String id : ids) {
      Optional<AttackEntry> entry = known.stream().filter(one -> one.id().equals(id)).findFirst();
      chosen.add(entry.orElseGet(() -> installed(id, known)));
    }
    return chosen;
  }

  private AttackEntry installed(String id, List<AttackEntry> known) {
    InstalledAttack attack = catalog.attacks().get(id);
    if (attack == null) {
      Collection<String> ids = new TreeSet<>(catalog.attacks().keySet());
      known.forEach(entry -> ids.add(entry.id()));
      throw new GauntletException(
          "there is no attack '" + id + "' in the suite or installed" + Words.known(id, ids));
    }
    return asItNeeds(attack);
  }

  private boolean fitsTheBudget(InstalledAttack attack) {
    boolean fits = attack.descriptor().norms().contains(suite.budget().norm());
    if (!fits) {
      warnings.accept(
          "attack '"
              + attack.descriptor().id()
              + "' is left out: it cannot keep a budget in "
              + Words.of(suite.budget().norm()));
    }
    return fits;
  }

  /** An attack with its default parameters and no more access than it needs. */
  private AttackEntry asItNeeds(InstalledAttack attack) {
    AttackDescriptor about = attack.descriptor();
    List<SourceEntry> sources = about.needs() == Knowledge.NONE ? List.of() : sourcesOfTheSuite();
    Access access = sources.isEmpty() ? Access.forNeed(about.needs()) : Access.TRANSFER;
    return new AttackEntry(
        about.id(),
        about.id(),
        access,
        Map.of(),
        sources,
        about.goals().contains(Goal.UNTARGETED) ? Optional.empty() : Optional.of(Targets.NEXT),
        access == Access.QUERY
            ? OptionalLong.of(AttackEntry.DEFAULT_QUERIES)
            : OptionalLong.empty(),
        true);
  }

  /**
   * The sources for everybody, where the suite lets no attack see a defense: what joins such a
   * suite plays by its rules. Empty in any other suite.
   */
  private List<SourceEntry> sourcesOfTheSuite() {
    if (suite.attacks().stream().anyMatch(entry -> entry.access().perDefense())) {
      return List.of();
    }
    return suite.attacks().stream()
        .filter(entry -> entry.access() == Access.TRANSFER)
        .findFirst()
        .map(AttackEntry::sources)
        .orElse(List.of());
  }
}
