package dev.gauntlet.plugins.adversarialtraining;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/** Cross-entropy on clean images and IFGSM examples: α·CE(x) + (1 − α)·CE(x̂). */
@Extension
public final class IfgsmTraining extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "ifgsm-at",
        "IFGSM adversarial training",
        "Adversarial training on clean images and IFGSM examples.",
        new Citation(
            "Kurakin, Goodfellow, Bengio: Adversarial machine learning at scale. ICLR 2017",
            "https://arxiv.org/abs/1611.01236"),
        Architecture.ids(),
        TrainingParameters.with(
            5, 50, 2e-3, MixedObjective.parameters(IfgsmExamples.parameters(10, 1000))),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    IfgsmExamples examples = IfgsmExamples.of(context.parameters());
    IfgsmExamples attack = examples.attack(examples.steps());
    int classes = context.model().classes();
    return loop.runRobust(
        MixedObjective.of(examples, context),
        trained -> attack.robustAccuracy(trained, context.validation(), classes));
  }
}
