package dev.gauntlet.plugins.minimax;

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
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import org.pf4j.Extension;

/**
 * Cross-entropy on clean images and on FGSM examples x̂, with a penalty on the gradient at x̂ that
 * stands for how x̂ moves with the parameters: α·CE(x) + (1−α)·(CE(x̂) + (εN/2)·‖∂CE(x̂)/∂x̂‖²).
 */
@Extension
public final class Minimax extends ClassifierDefense {
  private static final String ALPHA = "alpha";
  private static final String EPSILON = "epsilon";
  private static final String PENALTY = "penalty";
  private static final String DIFFERENCE = "difference_step";

  private static final int UNSEEN_STEPS = 10;

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "minimax",
        "Minimax",
        "Trains on clean images and FGSM examples, and penalizes the loss gradient at the examples.",
        new Citation(
            "Hamm: Machine vs machine: minimax-optimal defense against adversarial examples. 2017",
            "https://arxiv.org/abs/1711.04368"),
        Architecture.ids(),
        TrainingParameters.with(
            2,
            256,
            2e-3,
            Parameter.number(ALPHA, 0.5, 0, 1, "weight α of the clean images"),
            Parameter.number(
                    EPSILON,
                    0.3,
                    0,
                    1,
                    "L∞ radius ε of the FGSM examples, in [0, 1] pixel units; half of it weighs the penalty")
                .on("fashion-mnist", 0.1)
                .on("cifar10", "8/255"),
            Parameter.choice(
                PENALTY,
                GradientPenalty.words(),
                "the square of the batch gradient's Euclidean norm, or the norm, as the e2SAD thesis prints equation 2.8"),
            Parameter.number(
                DIFFERENCE,
                0.1,
                1e-6,
                1,
                "distance h of the finite difference that replaces second derivatives, in [0, 1] pixel units")),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    double epsilon = context.parameters().number(EPSILON);
    float alpha = context.parameters().decimal(ALPHA);
    GradientPenalty penalty = GradientPenalty.named(context.parameters().text(PENALTY));
    GradientLengths lengths = new GradientLengths(context.parameters().number(DIFFERENCE));
    int classes = context.model().classes();
    IfgsmExamples fgsm = new IfgsmExamples(epsilon, 1, 0, Labels.HARD);
    IfgsmExamples unseen = fgsm.attack(UNSEEN_STEPS);
    return loop.run(
        (model, batch, step) -> {
          LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
          NDArray attacked = fgsm.make(model, batch, step, classes);
          NDArray shift = lengths.shift(model, attacked, loss);
          int masks = step.random().generator(0, "dropout").nextInt();
          return () ->
              mixed(
                  loss.of(model.trainingLogits(batch.images())),
                  loss.of(model.trainingLogits(attacked)),
                  penalty.of(lengths.of(model, attacked, shift, loss, masks), epsilon),
                  alpha);
        },
        Measures.robust(trained -> fgsm.robustAccuracy(trained, context.validation(), classes))
            .watching(
                "ifgsm10Accuracy",
                trained -> unseen.robustAccuracy(trained, context.validation(), classes)));
  }

  static NDArray mixed(NDArray clean, NDArray attacked, NDArray penalty, float alpha) {
    return clean.mean().mul(alpha).add(attacked.mean().add(penalty).mul(1 - alpha));
  }
}
