package dev.gauntlet.harness.suite;

/** What a perturbed image is when it is scored. */
public enum Pixels {
  /** As the attack returned it. */
  FLOAT32("float32"),
  /** Rounded to 8 bits per channel inside the budget, as NIPS 2017's PNG files were. */
  UINT8("uint8");

  private final String word;

  Pixels(String word) {
    this.word = word;
  }

  /** How suites and results write it. */
  public String word() {
    return word;
  }
}
