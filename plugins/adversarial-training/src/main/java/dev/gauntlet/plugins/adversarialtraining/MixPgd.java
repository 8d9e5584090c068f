package dev.gauntlet.plugins.adversarialtraining;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.PgdExamples;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/** Cross-entropy on clean images and PGD examples in equal parts: ½CE(x) + ½CE(x̂). */
@Extension
public final class MixPgd extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "mix-pgd",
        "Mix PGD",
        "Adversarial training on clean images and PGD examples in equal parts.",
        new Citation(
            "Kannan, Kurakin, Goodfellow: Adversarial logit pairing. 2018 (mixed-minibatch PGD)",
            "https://arxiv.org/abs/1803.06373"),
        Architecture.ids(),
        TrainingParameters.with(
            8, 50, 2e-3, PgdExamples.parameters(7, 0.075, 1000).toArray(Parameter[]::new)),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    PgdExamples examples = PgdExamples.of(context.parameters());
    int classes = context.model().classes();
    return loop.runRobust(
        new MixedObjective(examples, Labels.HARD, 0.5f, classes),
        trained -> examples.robustAccuracy(trained, context.validation(), classes));
  }
}
