package dev.gauntlet.plugins.adversarialtraining;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.AdversarialExamples;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Objective;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Clean images and examples, weighed: α·CE(x) + (1 − α)·CE(x̂) (Goodfellow et al., 2015; e2SAD,
 * equation 2.6).
 *
 * @param examples makes x̂
 * @param labels of both cross-entropies
 * @param alpha α
 * @param classes K
 */
record MixedObjective(AdversarialExamples examples, Labels labels, float alpha, int classes)
    implements Objective {
  private static final String ALPHA = "alpha";

  /** α with the thesis's default, followed by what the examples read. */
  static Parameter[] parameters(List<Parameter> examples) {
    Parameter alpha =
        Parameter.number(
            ALPHA, 0.5, 0, 1, "weight α of the clean images; that of the examples is 1 − α");
    return Stream.concat(Stream.of(alpha), examples.stream()).toArray(Parameter[]::new);
  }

  /** The objective a training's parameters ask for, with the labels that its examples climb. */
  static MixedObjective of(IfgsmExamples examples, TrainingContext context) {
    return new MixedObjective(
        examples,
        examples.labels(),
        context.parameters().decimal(ALPHA),
        context.model().classes());
  }

  @Override
  public Supplier<NDArray> prepare(Network network, ImageBatch batch, TrainingStep step) {
    NDArray perturbed = examples.make(network, batch, step, classes);
    LogitLoss loss = labels.crossEntropy(batch.labels(), classes);
    return () ->
        Losses.mixed(
            loss, network.trainingLogits(batch.images()), network.trainingLogits(perturbed), alpha);
  }
}
