package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.Step;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.function.Supplier;

/**
 * The minimax game of "GanDef: a GAN based adversarial training defense for neural network
 * classifier" (2019), Algorithm 1: min over C, max over D of E[−log q_C(t | x)] − γ·E[−log q_D(s |
 * C(x))], in turns of several steps of D with C fixed and one of C with D fixed. Both expectations
 * are over clean and perturbed images in equal numbers; V2 takes the second over the perturbed ones
 * alone in the steps of C.
 *
 * <p>All steps of a turn are on one batch: perturbing images is what costs.
 */
final class Game implements Step {
  private final AdamStep classifier;
  private final AdamStep discriminator;
  private final Perturbation perturbation;
  private final GameRules rules;
  private final int classes;

  Game(
      AdamStep classifier,
      AdamStep discriminator,
      Perturbation perturbation,
      GameRules rules,
      int classes) {
    this.classifier = classifier;
    this.discriminator = discriminator;
    this.perturbation = perturbation;
    this.rules = rules;
    this.classes = classes;
  }

  @Override
  public double take(ImageBatch batch, TrainingStep position, double learningRate) {
    NDArray perturbed = perturbation.make(classifier.network(), batch, position);
    trainDiscriminator(batch.images(), perturbed, learningRate);
    return trainClassifier(batch, perturbed, learningRate);
  }

  /** The inner loop of Algorithm 1: C's logits are values, no gradient goes further. */
  void trainDiscriminator(NDArray clean, NDArray perturbed, double learningRate) {
    Network network = discriminator.network();
    NDArray cleanLogits = classifier.network().trainingOutput(clean);
    NDArray perturbedLogits = classifier.network().trainingOutput(perturbed);
    Supplier<NDArray> loss =
        () ->
            SourceLoss.ofBoth(
                network.trainingLogits(cleanLogits), network.trainingLogits(perturbedLogits));
    for (int i = 0; i < rules.discriminatorSteps(); i++) {
      discriminator.descend(loss, rules.discriminatorRate() * learningRate);
    }
  }

  /** The step of C; the gradient goes through D and leaves it as it is. */
  double trainClassifier(ImageBatch batch, NDArray perturbed, double learningRate) {
    Network network = classifier.network();
    LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
    return classifier.descend(
        () ->
            classifierLoss(
                network.trainingLogits(batch.images()), network.trainingLogits(perturbed), loss),
        learningRate);
  }

  /** ½CE(x) + ½CE(x̂) − γ·penalty, of the logits of x and of x̂, (N,K) each. */
  NDArray classifierLoss(NDArray clean, NDArray perturbed, LogitLoss loss) {
    NDArray mistakes = Losses.mixed(loss, clean, perturbed, 0.5f);
    Network judge = discriminator.network();
    NDArray hidden = rules.penalty().of(judge.fixed(clean), judge.fixed(perturbed));
    return mistakes.sub(hidden.mul(rules.gamma()));
  }
}
