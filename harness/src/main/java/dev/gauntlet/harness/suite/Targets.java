package dev.gauntlet.harness.suite;

/** Which label a targeted attack must reach on an image. */
public enum Targets {
  /** The one that the data set gives, as NIPS 2017's did. */
  DATASET("dataset"),
  /** The true label plus one, modulo the number of classes. */
  NEXT("next"),
  /** A wrong label drawn from the suite's seed and the image's id. */
  RANDOM("random"),
  /** The one that the source gives the lowest logit on the clean image. */
  LEAST_LIKELY("least-likely");

  private final String word;

  Targets(String word) {
    this.word = word;
  }

  /** How suites and results write it. */
  public String word() {
    return word;
  }
}
