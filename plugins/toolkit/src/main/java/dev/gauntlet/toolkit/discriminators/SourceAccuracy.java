package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.List;
import java.util.stream.IntStream;

/** How often a discriminator names the source of held-out images. */
final class SourceAccuracy {
  private static final int IMAGES = 1000;
  private static final int BATCH = 100;
  // Late enough for everything that grows over a training to be grown.
  private static final long LATE = Integer.MAX_VALUE;

  private SourceAccuracy() {}

  /**
   * Of the first 1,000 images, each once clean and once perturbed: half of them is chance, and all
   * that a discriminator gets which the classifier hides everything from.
   */
  static double of(
      Network classifier,
      Discriminator discriminator,
      Perturbation perturbation,
      TrainingImages images) {
    int count = Math.min(IMAGES, images.size());
    long right = 0;
    for (int first = 0; first < count; first += BATCH) {
      int[] indices = IntStream.range(first, Math.min(first + BATCH, count)).toArray();
      List<String> names = IntStream.of(indices).mapToObj(Integer::toString).toList();
      TrainingStep late = new TrainingStep(LATE, LATE, new Randomness(0, names));
      try (NDManager scope = classifier.manager().newSubManager()) {
        ImageBatch batch = images.batch(scope, indices);
        NDArray perturbed = perturbation.make(classifier, batch, late);
        NDArray onClean = discriminator.scores(classifier.logits(batch.images()));
        NDArray onPerturbed = discriminator.scores(classifier.logits(perturbed));
        right += onClean.lte(0.5f).countNonzero().getLong();
        right += onPerturbed.gt(0.5f).countNonzero().getLong();
      }
    }
    return right / (2.0 * count);
  }
}
