package dev.gauntlet.plugins.adversarialtraining;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
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
import java.util.Map;
import org.pf4j.Extension;

/** Cross-entropy on PGD examples only: CE(x̂). */
@Extension
public final class PurePgd extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "pure-pgd",
        "Pure PGD",
        "Adversarial training on PGD examples alone, the reference that other defenses are compared with.",
        new Citation(
            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to adversarial attacks. ICLR"
                + " 2018",
            "https://arxiv.org/abs/1706.06083"),
        Architecture.ids(),
        TrainingParameters.on(
            "cifar10",
            Map.of(TrainingParameters.BATCH_SIZE, 100, TrainingParameters.LEARNING_RATE, 3e-3),
            TrainingParameters.with(
                8, 50, 2e-3, PgdExamples.parameters(7, 0.075, 1000).toArray(Parameter[]::new))),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    PgdExamples examples = PgdExamples.of(context.parameters());
    int classes = context.model().classes();
    return loop.runRobust(
        (model, batch, step) -> {
          NDArray perturbed = examples.make(model, batch, step, classes);
          return () ->
              Losses.crossEntropy(batch.labels(), classes)
                  .of(model.trainingLogits(perturbed))
                  .mean();
        },
        trained -> examples.robustAccuracy(trained, context.validation(), classes));
  }
}
