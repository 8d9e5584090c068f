package dev.gauntlet.harness.plan;

import dev.gauntlet.datasets.LabeledImages;
import java.util.Arrays;

/**
 * What a training sees: a data set's training split, one image in twelve held out of it. The choice
 * depends on the images' ids alone, so every method and seed holds out the same ones.
 *
 * @param dataset its name
 * @param sha256 of the whole training split
 * @param training what models are fitted to
 * @param validation what the best epoch is chosen by
 */
public record TrainingData(
    String dataset, String sha256, LabeledImages training, LabeledImages validation) {
  private static final int HELD_OUT_ONE_IN = 12;

  /**
   * Splits a training split.
   *
   * @throws IllegalArgumentException if it has fewer than twelve images
   */
  public static TrainingData of(String dataset, LabeledImages split) {
    int heldOut = split.count() / HELD_OUT_ONE_IN;
    int[] shuffled = KeyedOrder.of("validation", split.ids());
    return new TrainingData(
        dataset,
        split.sha256(),
        split.select(inOrder(Arrays.copyOfRange(shuffled, heldOut, shuffled.length))),
        split.select(inOrder(Arrays.copyOf(shuffled, heldOut))));
  }

  private static int[] inOrder(int[] positions) {
    Arrays.sort(positions);
    return positions;
  }
}
