package dev.gauntlet.api;

import org.pf4j.ExtensionPoint;

/**
 * A classifier someone claims is robust, with the recipe that trains it. Implementations are found
 * through PF4J: annotate them with {@code @Extension} and give them a public constructor without
 * arguments.
 *
 * <p>Training and evaluation run in different processes: all that {@link #restore} needs
 * <b>must</b> be in the checkpoint. Randomness <b>must</b> come from the context's seed, so that
 * the same seed and engine give the same model.
 */
public interface Defense extends ExtensionPoint {
  /** What this defense is; always the same value. */
  DefenseDescriptor descriptor();

  /**
   * Trains from scratch and writes {@link TrainingContext#checkpoint()}.
   *
   * @throws TrainingException if the training cannot go on
   */
  void train(TrainingContext context);

  /**
   * Brings a trained model back, in evaluation mode.
   *
   * @param checkpoint what {@link #train} wrote, on this engine or another
   * @param context where and for what kind of images the model is to run
   * @return a model that the caller closes
   * @throws CheckpointException if the checkpoint does not fit
   */
  DefendedModel restore(CheckpointReader checkpoint, ModelContext context);
}
