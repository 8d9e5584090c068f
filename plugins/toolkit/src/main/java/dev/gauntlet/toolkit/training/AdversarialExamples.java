package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The perturbed images that an adversarial training trains on, made with the network as it is at
 * that step. The radius can grow from zero over the first steps of the training: from the full
 * radius at once a small network may never leave chance.
 */
public interface AdversarialExamples {
  /** Training steps until the radius is full; 0 if it is from the start. */
  int growth();

  /**
   * The examples at a part of the radius.
   *
   * @param batch images (B,C,H,W) in [0, 1] and labels (B)
   * @param random for the images of the batch
   * @param scale of the radius and of the steps towards it, in [0, 1]
   * @return (B,C,H,W) in the batch's manager
   */
  NDArray perturb(
      Differentiable network, ImageBatch batch, Randomness random, double scale, int classes);

  /**
   * The examples for one training step.
   *
   * @return (B,C,H,W) in the batch's manager
   */
  default NDArray make(Network network, ImageBatch batch, TrainingStep step, int classes) {
    return perturb(network, batch, step.random(), step.ramp(growth()), classes);
  }

  /**
   * Accuracy on the first 1,000 held-out images under these examples at the full radius; the same
   * draws every time.
   */
  default double robustAccuracy(Network network, TrainingImages images, int classes) {
    return Accuracy.of(
        network,
        images,
        Accuracy.ATTACKED,
        (batch, first) -> {
          int size = (int) batch.labels().size();
          List<String> names =
              IntStream.range(first, first + size).mapToObj(Integer::toString).toList();
          return perturb(network, batch, new Randomness(0, names), 1, classes);
        });
  }
}
