package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * A trained model to restore.
 *
 * @param method the id of the defense
 * @param imageShape C, H, W
 * @param seed of a randomized defense's draws
 */
public record ModelFiles(
    String method,
    CheckpointFiles checkpoint,
    String architecture,
    List<Integer> imageShape,
    int classes,
    long seed) {
  public ModelFiles {
    imageShape = List.copyOf(imageShape);
  }
}
