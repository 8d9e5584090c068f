package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Budget;
import dev.gauntlet.datasets.Split;
import java.util.List;
import java.util.OptionalInt;

/**
 * One competition: a slice of a data set, a budget, and who meets whom.
 *
 * @param name how commands and runs call it; the file's name without {@code .yaml}
 * @param title short, for people
 * @param description what it measures, in a sentence or two; may be empty
 * @param dataset the data set's id
 * @param split which part of it
 * @param limit only so many images, the first ones; empty takes all
 * @param training what the models are trained as, where no defense says otherwise
 * @param budget what attacks may change
 * @param pixels what is scored: the images as returned, or rounded to 8 bits inside the budget
 * @param seed of the attacks' randomness
 * @param batch images an attack or a defense sees at once; empty takes what is fastest here
 * @param limits what a submission may use
 * @param defenses who defends; empty takes every installed defense with its default parameters
 * @param attacks who attacks, at least one
 */
public record Suite(
    String name,
    String title,
    String description,
    String dataset,
    Split split,
    OptionalInt limit,
    Training training,
    Budget budget,
    Pixels pixels,
    long seed,
    OptionalInt batch,
    Limits limits,
    List<DefenseEntry> defenses,
    List<AttackEntry> attacks) {

  /** Images a batch has where neither a suite nor a measurement says. */
  public static final int DEFAULT_BATCH = 100;

  /** The attacks' seed where neither the suite nor the command line says. */
  public static final long DEFAULT_SEED = 1;

  /**
   * Checks the parts and copies the lists.
   *
   * @throws SuiteException if there is no attack, an id comes twice, or a number is below 1
   */
  public Suite {
    Ids.check("suite", name);
    limit.ifPresent(images -> atLeastOne("limit", images));
    batch.ifPresent(images -> atLeastOne("batch", images));
    defenses = List.copyOf(defenses);
    attacks = List.copyOf(attacks);
    if (attacks.isEmpty()) {
      throw new SuiteException("'attacks' is empty; name at least one attack");
    }
    Ids.distinct("defenses", defenses, DefenseEntry::id);
    Ids.distinct("attacks", attacks, AttackEntry::id);
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new SuiteException("'" + key + "' must be at least 1, got " + value);
    }
  }
}
