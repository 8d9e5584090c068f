package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.Step;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.function.Supplier;

/**
 * min_θ max_φ F with F = CE(D(x)) + λ·CE(D(x + ε·G(x))): on every batch some steps of the generator
 * G with the classifier D held, then one step of the classifier with the generator held
 * (adversarial-networks paper, equation 4 and section 3.2).
 */
final class Game implements Step {
  private final AdamStep classifier;
  private final AdamStep generator;
  private final Perturber perturber;
  private final Rules rules;

  /**
   * A game of two networks.
   *
   * @param generator changes the perturber's network
   */
  Game(AdamStep classifier, AdamStep generator, Perturber perturber, Rules rules) {
    this.classifier = classifier;
    this.generator = generator;
    this.perturber = perturber;
    this.rules = rules;
  }

  @Override
  public double take(ImageBatch batch, TrainingStep position, double learningRate) {
    NDArray input = perturber.input(batch, position.random());
    for (int i = 0; i < rules.generatorSteps(); i++) {
      ascend(batch, input);
    }
    return descend(batch, input, learningRate);
  }

  /** One step of the generator, up. */
  void ascend(ImageBatch batch, NDArray input) {
    generator.descend(negated(batch, input), rules.generatorRate());
  }

  /**
   * −λ·CE(D(x̂)), the part of −F that depends on the generator; no gradient reaches the classifier.
   */
  Supplier<NDArray> negated(ImageBatch batch, NDArray input) {
    LogitLoss loss = crossEntropy(batch);
    return () -> {
      NDArray output = perturber.network().trainingLogits(input);
      NDArray logits = classifier.network().fixed(perturber.apply(output, batch.images()));
      return loss.of(logits).mean().mul((float) -rules.objective().lambda());
    };
  }

  /** One step of the classifier, down. */
  double descend(ImageBatch batch, NDArray input, double learningRate) {
    return classifier.descend(regularized(batch, input), learningRate);
  }

  /** F with the gradient regularization; the generator is at rest. */
  Supplier<NDArray> regularized(ImageBatch batch, NDArray input) {
    Objective objective = rules.objective();
    Lookahead attacked =
        Lookahead.of(
            perturber.network(),
            negated(batch, input),
            objective.distance(),
            () -> perturbed(batch, input));
    LogitLoss loss = crossEntropy(batch);
    Network network = classifier.network();
    return () ->
        objective.of(
            loss,
            network.trainingLogits(batch.images()),
            network.trainingLogits(attacked.here()),
            network.trainingLogits(attacked.ahead()));
  }

  private NDArray perturbed(ImageBatch batch, NDArray input) {
    return perturber.apply(perturber.network().trainingOutput(input), batch.images());
  }

  private LogitLoss crossEntropy(ImageBatch batch) {
    return Losses.crossEntropy(batch.labels(), perturber.classes());
  }
}
