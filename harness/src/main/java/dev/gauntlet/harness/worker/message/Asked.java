package dev.gauntlet.harness.worker.message;

/**
 * An attack's question about its source, which is not in its process: {@link #IMAGES} on the desk
 * holds {@code images}, float32 (M,C,H,W). The harness answers with {@link Told}.
 *
 * @param scores whether logits are asked for, beside labels
 */
public record Asked(boolean scores) implements Interim {
  /** The file with the images, among those that the worker writes. */
  public static final String IMAGES = "asked.npz";
}
