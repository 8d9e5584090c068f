package dev.gauntlet.api;

import org.pf4j.ExtensionPoint;

/**
 * Something that trainings need, that is no model, and that is made once for all of them: the
 * perturbed images that several denoisers learn from, for example. A method that needs it names it
 * in a {@link CheckpointNeed}; the harness makes it first and keeps it as it keeps checkpoints.
 *
 * <p>Implementations are found through PF4J: annotate them with {@code @Extension} and give them a
 * public constructor without arguments. Randomness <b>must</b> come from the context's seed.
 */
public interface Preparation extends ExtensionPoint {
  /** What this preparation is; always the same value. */
  PreparationDescriptor descriptor();

  /**
   * Makes it from the training and the held-out images, and writes {@link
   * TrainingContext#checkpoint()}.
   *
   * @throws TrainingException if it cannot be made
   */
  void prepare(TrainingContext context);
}
