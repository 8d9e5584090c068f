package dev.gauntlet.harness.suite;

/**
 * What the models of a suite are trained as.
 *
 * @param architecture a network every defense of the suite must support, for example {@code d1}
 * @param seed of the training
 */
public record Training(String architecture, long seed) {
  /** The house model, small enough for checkpoints to ship with the plugins. */
  public static final Training DEFAULT = new Training("d1", 1);

  public Training {
    if (architecture == null || architecture.isBlank()) {
      throw new SuiteException("'training.architecture' is empty; name a network such as 'd1'");
    }
  }
}
