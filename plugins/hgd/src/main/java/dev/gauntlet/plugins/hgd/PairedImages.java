package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingImages;

/**
 * Clean images, and after their channels those of the same images perturbed: (B,2C,H,W).
 *
 * @param perturbed in the order of {@code clean}
 */
record PairedImages(TrainingImages clean, ByteImages perturbed) implements TrainingImages {
  PairedImages {
    if (clean.size() != perturbed.size()) {
      throw new CheckpointException(
          "the perturbed images do not fit: there are "
              + perturbed.size()
              + " of them for "
              + clean.size()
              + " clean ones; were they made of another data set?");
    }
  }

  @Override
  public int size() {
    return clean.size();
  }

  @Override
  public ImageBatch batch(NDManager manager, int[] indices) {
    ImageBatch batch = clean.batch(manager, indices);
    try (NDArray images = batch.images();
        NDArray others = perturbed.get(manager, indices)) {
      return new ImageBatch(images.concat(others, 1), batch.labels());
    }
  }

  /** The clean images of a batch, (B,C,H,W). */
  static NDArray clean(ImageBatch pairs) {
    return pairs.images().split(2, 1).get(0);
  }

  /** The perturbed images of a batch, (B,C,H,W). */
  static NDArray perturbed(ImageBatch pairs) {
    return pairs.images().split(2, 1).get(1);
  }
}
