package dev.gauntlet.plugins.logitregularization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.GaussianNoise;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/**
 * Two different images, both noised, are classified and their logits pulled together: CE(x̂₁) +
 * CE(x̂₂) + λ‖z(x̂₁) − z(x̂₂)‖₂. No attack is run in training.
 */
@Extension
public final class CleanLogitPairing extends ClassifierDefense {
  private static final String LAMBDA = "lambda";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "clp",
        "Clean logit pairing",
        "Trains on pairs of different noised images and penalizes the distance of their logits; runs no attack.",
        new Citation(
            "Kannan, Kurakin, Goodfellow: Adversarial logit pairing. 2018",
            "https://arxiv.org/abs/1803.06373"),
        Architecture.ids(),
        TrainingParameters.with(
            6,
            Parameter.number(
                LAMBDA, 0.5, 0, 100, "weight λ of the distance of the two logit vectors"),
            GaussianNoise.parameter()),
        List.of(),
        false,
        false);
  }

  // The batch is shuffled, so its halves are the paper's pairs of randomly sampled images.
  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    GaussianNoise noise = GaussianNoise.of(context.parameters());
    float lambda = context.parameters().decimal(LAMBDA);
    int classes = context.model().classes();
    return loop.run(
        (model, batch, step) -> {
          NDArray noised = noise.on(batch, step, "noise");
          LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
          return () -> pairLoss(model.trainingLogits(noised), loss, lambda);
        });
  }

  /** Twice the mean cross-entropy of all images is the sum of the two halves' means. */
  static NDArray pairLoss(NDArray logits, LogitLoss loss, float lambda) {
    long pairs = logits.getShape().get(0) / 2;
    NDArray first = logits.get(new NDIndex("0:{}", pairs));
    NDArray second = logits.get(new NDIndex("{}:{}", pairs, 2 * pairs));
    return loss.of(logits).mean().mul(2).add(LogitPenalties.distance(first, second).mul(lambda));
  }
}
