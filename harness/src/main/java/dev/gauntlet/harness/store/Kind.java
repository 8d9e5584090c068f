package dev.gauntlet.harness.store;

/** What an entry of the store holds. */
public enum Kind {
  /** A trained model: {@code model.json}, its weights, {@code provenance.json}. */
  CHECKPOINT("checkpoint"),
  /** The state of a training that is not finished. */
  SNAPSHOT("snapshot"),
  /** What an attack made of a slice of a data set. */
  IMAGES("images"),
  /** What a defense answered. */
  PREDICTIONS("predictions"),
  /** Whether a source's gradients are those of its function. */
  GRADIENTS("gradients"),
  /** A part of an unfinished entry, kept so that a crash costs only one batch. */
  BATCH("batch"),
  /** What the plugins in a jar say of themselves. */
  DESCRIPTION("description");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** The name of the folder that such entries lie in. */
  public String word() {
    return word;
  }
}
