package dev.gauntlet.api;

import java.util.Map;

/** What a method trains with. */
public interface TrainingContext {
  /** Where the model is to run and for what kind of images; its seed is the training's seed. */
  ModelContext model();

  /** The training images. */
  TrainingImages training();

  /** Held-out images for choosing the best epoch; never the test images. */
  TrainingImages validation();

  /** The method's parameters, checked and complete. */
  Parameters parameters();

  /**
   * A checkpoint that the descriptor asked for.
   *
   * @throws CheckpointException if the descriptor names no such role
   */
  CheckpointReader checkpoint(String role);

  /** The parameters with which a needed checkpoint was trained. */
  Map<String, Object> checkpointParameters(String role);

  /** Where the trained model goes. */
  CheckpointWriter checkpoint();

  /** Where the state of the training is kept while it goes on. */
  Snapshots snapshots();

  /** Tells whoever waits how far the training is. */
  Progress progress();
}
