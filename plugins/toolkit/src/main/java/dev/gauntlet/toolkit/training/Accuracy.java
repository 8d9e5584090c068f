package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The share of held-out images that a network gets right, clean or attacked. */
public final class Accuracy {
  /** How many held-out images trainings attack after an epoch. */
  static final int ATTACKED = 1000;

  private static final int BATCH = 100;

  private Accuracy() {}

  /** On the first {@code limit} images as they are. */
  public static double clean(Network network, TrainingImages images, int limit) {
    return of(network, images, limit, (batch, first) -> batch.images());
  }

  /** Of always answering the class that is most frequent. */
  static double ofOneAnswer(NDManager manager, TrainingImages images) {
    Map<Long, Integer> frequencies = new HashMap<>();
    for (int first = 0; first < images.size(); first += BATCH) {
      int[] indices = IntStream.range(first, Math.min(first + BATCH, images.size())).toArray();
      try (NDManager scope = manager.newSubManager()) {
        for (long label : images.batch(scope, indices).labels().toLongArray()) {
          frequencies.merge(label, 1, Integer::sum);
        }
      }
    }
    return Collections.max(frequencies.values()) / (double) images.size();
  }

  /**
   * On the first {@code limit} images after a perturbation.
   *
   * @param perturbation (batch, index of its first image) → perturbed images (B,C,H,W) in the
   *     batch's manager
   */
  public static double of(
      Network network,
      TrainingImages images,
      int limit,
      BiFunction<ImageBatch, Integer, NDArray> perturbation) {
    int count = Math.min(limit, images.size());
    long correct = 0;
    for (int first = 0; first < count; first += BATCH) {
      int[] indices = IntStream.range(first, Math.min(first + BATCH, count)).toArray();
      try (NDManager scope = network.manager().newSubManager()) {
        ImageBatch batch = images.batch(scope, indices);
        NDArray predicted = network.logits(perturbation.apply(batch, first)).argMax(1);
        correct += predicted.eq(batch.labels()).countNonzero().getLong();
      }
    }
    return correct / (double) count;
  }
}
