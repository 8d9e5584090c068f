package dev.gauntlet.plugins.adversarialtraining;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/** Cross-entropy on clean images and FGSM examples: α·CE(x) + (1 − α)·CE(x̂). */
@Extension
public final class FgsmTraining extends ClassifierDefense {
  // The weaker IFGSM of e2SAD's table 3.1: the training never sees it, and the curve shows it.
  private static final int UNSEEN_STEPS = 10;

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "fgsm-at",
        "FGSM adversarial training",
        "Adversarial training on clean images and FGSM examples; it holds against FGSM and falls to attacks of more"
            + " steps.",
        new Citation(
            "Goodfellow, Shlens, Szegedy: Explaining and harnessing adversarial examples. ICLR 2015",
            "https://arxiv.org/abs/1412.6572"),
        Architecture.ids(),
        TrainingParameters.with(
            8, 50, 2e-3, MixedObjective.parameters(IfgsmExamples.fgsmParameters(0))),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    IfgsmExamples examples = IfgsmExamples.fgsm(context.parameters());
    IfgsmExamples attack = examples.attack(1);
    IfgsmExamples unseen = examples.attack(UNSEEN_STEPS);
    int classes = context.model().classes();
    return loop.run(
        MixedObjective.of(examples, context),
        Measures.robust(trained -> attack.robustAccuracy(trained, context.validation(), classes))
            .watching(
                "ifgsm10Accuracy",
                trained -> unseen.robustAccuracy(trained, context.validation(), classes)));
  }
}
