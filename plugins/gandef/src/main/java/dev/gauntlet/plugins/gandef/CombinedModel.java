package dev.gauntlet.plugins.gandef;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Detector;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.Optional;

/** A classifier, and a discriminator that looks at its logits and rejects what looks attacked. */
final class CombinedModel implements DefendedModel, Detector {
  private final Network classifier;
  private final Discriminator discriminator;
  private final double threshold;

  private CombinedModel(Network classifier, Discriminator discriminator, double threshold) {
    this.classifier = classifier;
    this.discriminator = discriminator;
    this.threshold = threshold;
  }

  /**
   * The networks and the threshold of a checkpoint.
   *
   * @throws dev.gauntlet.api.CheckpointException if something is missing or does not fit
   */
  static CombinedModel restore(CheckpointReader checkpoint, ModelContext context) {
    double threshold = Threshold.read(checkpoint).value();
    Network classifier = Classifier.network(checkpoint, CheckpointReader.WEIGHTS, context);
    try {
      return new CombinedModel(classifier, Discriminator.restore(checkpoint, context), threshold);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  @Override
  public Prediction predict(NDArray images) {
    NDArray logits = classifier.logits(images);
    try (NDArray scores = discriminator.scores(logits)) {
      return new Prediction(logits.argMax(1), scores.gt(threshold), Optional.of(logits));
    }
  }

  @Override
  public NDArray scores(NDArray images) {
    try (NDArray logits = classifier.logits(images)) {
      return discriminator.scores(logits);
    }
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Optional<Detector> detector() {
    return Optional.of(this);
  }

  /** The classifier alone: the detector hides nothing, but is not attacked either. */
  @Override
  public Optional<Differentiable> differentiable() {
    return Optional.of(classifier);
  }

  @Override
  public void close() {
    classifier.close();
    discriminator.close();
  }
}
