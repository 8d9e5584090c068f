package dev.gauntlet.harness.scoring;

/**
 * What a defense said of one image.
 *
 * @param predicted the class it names; {@link #NOTHING} where it named none
 * @param rejected whether it called the image adversarial
 * @param failed whether it failed on the image's batch: it is then wrong on it
 */
public record Answer(int predicted, boolean rejected, boolean failed) {
  /** Stands for "no class". */
  public static final int NOTHING = -1;

  /** The answer of a defense that failed. */
  public static final Answer FAILED = new Answer(NOTHING, false, true);

  public Answer {
    if (predicted < NOTHING || (failed && (predicted != NOTHING || rejected))) {
      throw new IllegalArgumentException(
          "not an answer: class " + predicted + ", rejected " + rejected + ", failed " + failed);
    }
  }
}
