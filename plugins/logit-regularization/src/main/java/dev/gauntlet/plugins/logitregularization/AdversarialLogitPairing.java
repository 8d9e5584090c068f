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
import dev.gauntlet.toolkit.training.PgdExamples;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * Mix PGD that also pulls the logits of x and x̂ together: ½CE(x) + ½CE(x̂) + λ‖z(x) − z(x̂)‖₂².
 */
@Extension
public final class AdversarialLogitPairing extends ClassifierDefense {
  private static final String LAMBDA = "lambda";

  @Override
  public DefenseDescriptor descriptor() {
    // GanDef (2019) trained it on CIFAR-10: with more than 0.01 it diverged there.
    Parameter lambda =
        Parameter.number(
                LAMBDA, 0.05, 0, 100, "weight λ of the squared distance of the two logit vectors")
            .on("cifar10", 0.01);
    return new DefenseDescriptor(
        "alp",
        "Adversarial logit pairing",
        "Mix PGD with a penalty on the distance between the logits of a clean image and its PGD example.",
        new Citation(
            "Kannan, Kurakin, Goodfellow: Adversarial logit pairing. 2018",
            "https://arxiv.org/abs/1803.06373"),
        Architecture.ids(),
        TrainingParameters.with(
            8,
            50,
            2e-3,
            Stream.concat(Stream.of(lambda), PgdExamples.parameters(7, 0.075, 1000).stream())
                .toArray(Parameter[]::new)),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    PgdExamples examples = PgdExamples.of(context.parameters());
    float lambda = context.parameters().decimal(LAMBDA);
    int classes = context.model().classes();
    return loop.runRobust(
        (model, batch, step) -> {
          NDArray perturbed = examples.make(model, batch, step, classes);
          LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
          return () ->
              paired(
                  model.trainingLogits(batch.images()),
                  model.trainingLogits(perturbed),
                  loss,
                  lambda);
        },
        trained -> examples.robustAccuracy(trained, context.validation(), classes));
  }

  static NDArray paired(NDArray clean, NDArray attacked, LogitLoss loss, float lambda) {
    NDArray mixed = loss.of(clean).mean().add(loss.of(attacked).mean()).mul(0.5f);
    return mixed.add(LogitPenalties.squaredDistance(clean, attacked).mul(lambda));
  }
}
