package dev.gauntlet.plugins.e2sad;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/** Cross-entropy on clean images and FGSM examples, and alike answers a second step further on. */
@Extension
public final class E2sad extends ClassifierDefense {
  private static final int UNSEEN_STEPS = 10;

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "e2sad",
        "e2SAD",
        "Trains on clean images and FGSM examples, and to answer alike at a second example one step from the first.",
        Citation.of("e2SAD: an efficient two-step adversarial defense. Thesis"),
        Architecture.ids(),
        TrainingParameters.with(
            12, 50, 2e-3, TwoStepObjective.parameters().toArray(Parameter[]::new)),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    int classes = context.model().classes();
    TwoStepObjective objective = TwoStepObjective.of(context.parameters(), classes);
    double epsilon = objective.first().epsilon();
    IfgsmExamples fgsm = objective.first().attack(1);
    IfgsmExamples unseen = fgsm.attack(UNSEEN_STEPS);
    // The thesis's attack climbs the loss that its model was trained on.
    IfgsmExamples soft = new IfgsmExamples(epsilon, UNSEEN_STEPS, 0, Labels.SOFT);
    return loop.run(
        objective,
        Measures.robust(trained -> fgsm.robustAccuracy(trained, context.validation(), classes))
            .watching(
                "ifgsm10Accuracy",
                trained -> unseen.robustAccuracy(trained, context.validation(), classes))
            .watching(
                "softIfgsm10Accuracy",
                trained -> soft.robustAccuracy(trained, context.validation(), classes)));
  }
}
