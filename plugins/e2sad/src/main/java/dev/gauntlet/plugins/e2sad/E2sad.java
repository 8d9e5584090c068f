package dev.gauntlet.plugins.e2sad;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.Locale;
import org.pf4j.Extension;

/** Trial. */
@Extension
public final class E2sad extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "e2sad",
        "e2SAD",
        "Trial.",
        Citation.of("e2SAD"),
        Architecture.ids(),
        TrainingParameters.with(
            6,
            50,
            2e-3,
            Parameter.number("alpha", 0.2, 0, 1, "weight α of the clean images"),
            Parameter.number("lambda", 0.1, 0, 100, "weight λ"),
            Parameter.number("epsilon", 0.3, 0, 1, "e1"),
            Parameter.number("second_epsilon", 0.1, 0, 1, "e2"),
            Parameter.choice("second_step", List.of("entropy", "nearby"), "trial"),
            Parameter.choice("stop", List.of("none", "first"), "trial"),
            Parameter.choice("labels", List.of("soft", "hard"), "trial"),
            Parameter.choice("climb", List.of("soft", "hard"), "trial")),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    double epsilon = context.parameters().number("epsilon");
    float second = context.parameters().decimal("second_epsilon");
    float alpha = context.parameters().decimal("alpha");
    float lambda = context.parameters().decimal("lambda");
    boolean stop = context.parameters().text("stop").equals("first");
    SecondStep step2 =
        SecondStep.valueOf(context.parameters().text("second_step").toUpperCase(Locale.ROOT));
    Labels labels = Labels.valueOf(context.parameters().text("labels").toUpperCase(Locale.ROOT));
    Labels climb = Labels.valueOf(context.parameters().text("climb").toUpperCase(Locale.ROOT));
    int classes = context.model().classes();
    IfgsmExamples fgsm = new IfgsmExamples(epsilon, 1, 0, climb);
    IfgsmExamples judge = fgsm.attack(1);
    IfgsmExamples unseen = fgsm.attack(10);
    return loop.run(
        (model, batch, step) -> {
          LogitLoss loss = labels.crossEntropy(batch.labels(), classes);
          NDArray x1 = fgsm.make(model, batch, step, classes);
          NDArray x2;
          try (InputGradient slope = step2.gradient(model, x1, step.random())) {
            x2 = x1.add(slope.gradient().sign().mul(second)).clip(0, 1);
          }
          return () -> {
            NDArray z1 = model.trainingLogits(x1);
            NDArray z2 = model.trainingLogits(x2);
            NDArray p = z1.softmax(1);
            NDArray d = Losses.crossEntropy(stop ? p.stopGradient() : p).of(z2).mean();
            return loss.of(model.trainingLogits(batch.images()))
                .mean()
                .mul(alpha)
                .add(loss.of(z1).mean().mul(1 - alpha))
                .add(d.mul(lambda));
          };
        },
        Measures.robust(trained -> judge.robustAccuracy(trained, context.validation(), classes))
            .watching(
                "ifgsm10Accuracy",
                trained -> unseen.robustAccuracy(trained, context.validation(), classes)));
  }
}
