package dev.gauntlet.harness.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attack of a suite.
 *
 * @param id unique in the suite; the attack's own id where the suite gives no other
 * @param attack the id of an installed attack
 * @param access where it takes its knowledge from
 * @param parameters those that differ from the attack's defaults, unchecked
 * @param sources the models a transfer attack attacks instead, averaged; empty for any other
 * @param targets which labels a targeted run must reach; empty for an untargeted one
 * @param queries questions per image; present for query access only
 * @param trueLabels whether the attack gets the true labels; otherwise its source's predictions
 */
public record AttackEntry(
    String id,
    String attack,
    Access access,
    Map<String, Object> parameters,
    List<SourceEntry> sources,
    Optional<Targets> targets,
    OptionalLong queries,
    boolean trueLabels) {

  /** Questions per image where a suite does not say; what AutoAttack grants Square. */
  public static final long DEFAULT_QUERIES = 5000;

  /**
   * Checks that access, sources and quota fit.
   *
   * @throws SuiteException if a transfer attack has no source, or another attack has one; if a
   *     query attack has no quota, or another attack has one
   */
  public AttackEntry {
    Ids.check("attack id", id);
    Ids.check("attack", attack);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    sources = List.copyOf(sources);
    if (access == Access.TRANSFER && sources.isEmpty()) {
      throw new SuiteException(
          "attack '" + id + "' has access 'transfer' but no 'sources'; name the models it may use");
    }
    if (access != Access.TRANSFER && !sources.isEmpty()) {
      throw new SuiteException(
          "attack '"
              + id
              + "' names 'sources', which only access 'transfer' has; its access is '"
              + access.word()
              + "'");
    }
    if (access == Access.QUERY && queries.orElse(0) < 1) {
      throw new SuiteException("attack '" + id + "' needs 'queries' of at least 1 per image");
    }
    if (access != Access.QUERY && queries.isPresent()) {
      throw new SuiteException(
          "attack '"
              + id
              + "' names 'queries', which only access 'query' has; its access is '"
              + access.word()
              + "'");
    }
    if (access == Access.NONE && !trueLabels && targets.isEmpty()) {
      throw new SuiteException(
          "attack '"
              + id
              + "' has access 'none' and 'true-labels: false': there is no source to ask for labels");
    }
    if (access == Access.NONE && targets.equals(Optional.of(Targets.LEAST_LIKELY))) {
      throw new SuiteException(
          "attack '"
              + id
              + "' has access 'none' and 'targets: least-likely': there is no source to ask");
    }
  }

  /** Whether it must reach a given label per image. */
  public boolean targeted() {
    return targets.isPresent();
  }
}
