package dev.gauntlet.leaderboard.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A finished run: the full cross product of defenses and attacks, one cell each, and what made it.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param cells one for every pair of a defense and an attack, whatever became of it
 * @param samples images shown on the pages
 * @param warnings one line each, shown on the page of the run
 */
public record Results(
    int schemaVersion,
    Run run,
    DatasetInfo dataset,
    BudgetInfo budget,
    List<PluginInfo> plugins,
    List<AttackResult> attacks,
    List<DefenseResult> defenses,
    List<Cell> cells,
    List<Sample> samples,
    List<String> warnings) {

  /** The version this code writes, and the only one it reads. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * Checks that the parts fit each other.
   *
   * @throws ResultsException if an id is used twice, a cell or sample names an unknown id, a pair
   *     of a defense and an attack has no cell, or an {@code ok} cell leaves images out
   */
  public Results {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new ResultsException(
          "'schemaVersion' is " + schemaVersion + ", this version reads " + SCHEMA_VERSION);
    }
    Require.present("run", run);
    Require.present("dataset", dataset);
    Require.present("budget", budget);
    plugins = Require.list("plugins", plugins);
    attacks = Require.list("attacks", attacks);
    defenses = Require.list("defenses", defenses);
    cells = Require.list("cells", cells);
    samples = Require.list("samples", samples);
    warnings = Require.list("warnings", warnings);
    Set<String> attackIds = distinct("attacks", attacks, AttackResult::id);
    Set<String> defenseIds = distinct("defenses", defenses, DefenseResult::id);
    checkCells(dataset.images(), attackIds, defenseIds, cells);
    for (Sample sample : samples) {
      known("samples.attack", sample.attack(), attackIds);
      if (sample.defense() != null) {
        known("samples.defense", sample.defense(), defenseIds);
      }
    }
  }

  private static <T> Set<String> distinct(String field, List<T> values, Function<T, String> id) {
    Set<String> ids = new HashSet<>();
    for (T value : values) {
      if (!ids.add(id.apply(value))) {
        throw new ResultsException("'" + field + "' has the id '" + id.apply(value) + "' twice");
      }
    }
    return ids;
  }

  private static void known(String field, String id, Set<String> ids) {
    if (!ids.contains(id)) {
      throw new ResultsException("'" + field + "' names '" + id + "', which is not in the results");
    }
  }

  private static void checkCells(
      int images, Set<String> attacks, Set<String> defenses, List<Cell> cells) {
    Map<String, Set<String>> attacksOf = new HashMap<>();
    defenses.forEach(defense -> attacksOf.put(defense, new HashSet<>()));
    for (Cell cell : cells) {
      known("cells.attack", cell.attack(), attacks);
      known("cells.defense", cell.defense(), defenses);
      if (!attacksOf.get(cell.defense()).add(cell.attack())) {
        throw new ResultsException("'cells' has " + cell.name() + " twice");
      }
      if (cell.status() == Cell.Status.OK && cell.total() != images) {
        throw new ResultsException(
            "'cells.total' of " + cell.name() + " is " + cell.total() + ", expected " + images);
      }
    }
    attacksOf.forEach(
        (defense, seen) -> {
          List<String> missing = new ArrayList<>(attacks);
          missing.removeAll(seen);
          if (!missing.isEmpty()) {
            throw new ResultsException("'cells' lacks " + defense + " under " + missing);
          }
        });
  }
}
