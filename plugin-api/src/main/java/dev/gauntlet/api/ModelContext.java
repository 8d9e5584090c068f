package dev.gauntlet.api;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Where a model is to run, and for what.
 *
 * @param manager the parent of everything the model allocates; its device and engine are the
 *     model's
 * @param architecture one of those the descriptor names
 * @param imageShape (C,H,W)
 * @param classes the number of labels K; labels run from 0 to K−1
 * @param seed the source of a randomized defense's draws
 */
public record ModelContext(
    NDManager manager, String architecture, Shape imageShape, int classes, long seed) {
  public ModelContext {
    if (imageShape.dimension() != 3) {
      throw new GauntletException("model: the image shape must be (C,H,W), got " + imageShape);
    }
    if (classes < 2) {
      throw new GauntletException("model: a classifier needs at least 2 classes, got " + classes);
    }
  }
}
