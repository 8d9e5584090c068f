package dev.gauntlet.plugins.e2sad;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Objective;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.List;
import java.util.function.Supplier;

/**
 * α·J(x) + (1 − α)·J(x₁) + λ·D(f(x₁), f(x₂)) (thesis, algorithm 1 and equation 3.3), J the
 * cross-entropy with soft labels and D that of one distribution with another.
 *
 * @param first makes x₁ of x
 * @param second makes x₂ of x₁
 * @param secondEpsilon ε₂
 * @param alpha α
 * @param lambda λ
 * @param classes K
 */
record TwoStepObjective(
    IfgsmExamples first,
    SecondStep second,
    double secondEpsilon,
    float alpha,
    float lambda,
    int classes)
    implements Objective {
  private static final String ALPHA = "alpha";
  private static final String LAMBDA = "lambda";
  private static final String EPSILON = "epsilon";
  private static final String SECOND_EPSILON = "second_epsilon";
  private static final String SECOND_STEP = "second_step";

  /**
   * The parameters that {@link #of} reads: the thesis's for MNIST; elsewhere the radius that the
   * other adversarial trainings have, and a third of it as on both of the thesis's data sets.
   */
  static List<Parameter> parameters() {
    return List.of(
        Parameter.number(
            ALPHA, 0.2, 0, 1, "weight α of the clean images; that of the first examples is 1 − α"),
        Parameter.number(
            LAMBDA, 0.1, 0, 100, "weight λ of the dissimilarity of first and second examples"),
        Parameter.number(
                EPSILON, 0.3, 0, 1, "size ε₁ of the first step, FGSM, in [0, 1] pixel units")
            .on("fashion-mnist", 0.1)
            .on("cifar10", "8/255"),
        Parameter.number(
                SECOND_EPSILON, 0.1, 0, 1, "size ε₂ of the second step, in [0, 1] pixel units")
            .on("fashion-mnist", "1/30")
            .on("cifar10", "8/765"),
        Parameter.choice(
            SECOND_STEP,
            SecondStep.words(),
            "gradient of the second step: the entropy's at the first example, or the dissimilarity's beside it"));
  }

  /** The objective a training's parameters ask for. */
  static TwoStepObjective of(Parameters parameters, int classes) {
    return new TwoStepObjective(
        new IfgsmExamples(parameters.number(EPSILON), 1, 0, Labels.SOFT),
        SecondStep.named(parameters.text(SECOND_STEP)),
        parameters.number(SECOND_EPSILON),
        parameters.decimal(ALPHA),
        parameters.decimal(LAMBDA),
        classes);
  }

  @Override
  public Supplier<NDArray> prepare(Network network, ImageBatch batch, TrainingStep step) {
    NDArray one = first.make(network, batch, step, classes);
    NDArray two = second.take(network, one, secondEpsilon, step.random());
    LogitLoss loss = Labels.SOFT.crossEntropy(batch.labels(), classes);
    return () ->
        total(
            loss,
            network.trainingLogits(batch.images()),
            network.trainingLogits(one),
            network.trainingLogits(two));
  }

  /**
   * The objective of three batches of logits.
   *
   * @param clean (N,K), of x
   * @param one (N,K), of x₁
   * @param two (N,K), of x₂
   * @return a scalar, which moves with both distributions of D
   */
  NDArray total(LogitLoss loss, NDArray clean, NDArray one, NDArray two) {
    NDArray dissimilarity = Losses.crossEntropy(one.softmax(1)).of(two).mean();
    return Losses.mixed(loss, clean, one, alpha).add(dissimilarity.mul(lambda));
  }
}
