package dev.gauntlet.plugins.logitregularization;

import ai.djl.ndarray.NDArray;
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
 * Noised images are classified and their logits held small: CE(x̂) + λ‖z(x̂)‖₂. No attack is run in
 * training.
 */
@Extension
public final class CleanLogitSqueezing extends ClassifierDefense {
  private static final String LAMBDA = "lambda";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "cls",
        "Clean logit squeezing",
        "Trains on noised images and penalizes the length of the logits; runs no attack.",
        new Citation(
            "Kannan, Kurakin, Goodfellow: Adversarial logit pairing. 2018",
            "https://arxiv.org/abs/1803.06373"),
        Architecture.ids(),
        TrainingParameters.with(
            6,
            Parameter.number(LAMBDA, 0.05, 0, 100, "weight λ of the length of the logit vector"),
            GaussianNoise.parameter()),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    GaussianNoise noise = GaussianNoise.of(context.parameters());
    float lambda = context.parameters().decimal(LAMBDA);
    int classes = context.model().classes();
    return loop.run(
        (model, batch, step) -> {
          NDArray noised = noise.on(batch, step, "noise");
          LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
          return () -> squeezed(model.trainingLogits(noised), loss, lambda);
        });
  }

  static NDArray squeezed(NDArray logits, LogitLoss loss, float lambda) {
    return loss.of(logits).mean().add(LogitPenalties.length(logits).mul(lambda));
  }
}
