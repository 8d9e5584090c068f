package dev.gauntlet.harness.plan;

import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.LabeledImages;

/**
 * The images that a plan is about.
 *
 * @param sha256 of the images with their ids, labels and targets
 */
public record Slice(Dataset dataset, LabeledImages images, String sha256) {
  /** Some images of a data set. */
  public static Slice of(Dataset dataset, LabeledImages images) {
    return new Slice(dataset, images, images.sha256());
  }
}
