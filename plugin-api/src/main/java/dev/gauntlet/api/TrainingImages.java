package dev.gauntlet.api;

import ai.djl.ndarray.NDManager;

/** Labelled images in host memory, handed out in batches. */
public interface TrainingImages {
  /** How many images there are. */
  int size();

  /**
   * Copies some images to the manager's device.
   *
   * @param manager owns the batch
   * @param indices which images, each from 0 to size−1
   * @return images (B,C,H,W), float32, in [0, 1], and labels (B), int64
   */
  ImageBatch batch(NDManager manager, int[] indices);
}
