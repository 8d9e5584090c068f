package dev.gauntlet.plugins.ensembleadversarialtraining;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.models.Weights;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Cross-entropy on clean images and on static examples: α·CE(x) + (1−α)·CE(x̂). */
@Extension
public final class EnsembleAdversarialTraining extends ClassifierDefense {
  private static final String ALPHA = "alpha";

  /** The static sources; one more line here is one more source. */
  private static final List<CheckpointNeed> SOURCES =
      List.of(CheckpointNeed.of("static-1", "undefended"));

  @Override
  public DefenseDescriptor descriptor() {
    Parameter alpha =
        Parameter.number(
            ALPHA,
            0.25,
            0,
            1,
            "weight α of the clean images; 1/4 weighs them and each of the three attacks alike");
    return new DefenseDescriptor(
        "eat",
        "Ensemble adversarial training",
        "Trains on clean images and on adversarial examples of an undefended model that stays as it is.",
        new Citation(
            "Tramèr, Kurakin, Papernot, Goodfellow, Boneh, McDaniel: Ensemble adversarial training: attacks and"
                + " defenses. ICLR 2018",
            "https://arxiv.org/abs/1705.07204"),
        Architecture.ids(),
        TrainingParameters.with(
            6,
            64,
            1e-3,
            Stream.concat(Stream.of(alpha), StaticExamples.parameters().stream())
                .toArray(Parameter[]::new)),
        SOURCES,
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    List<Network> sources = SOURCES.stream().map(need -> source(need.role(), context)).toList();
    try {
      return fitOn(sources, loop, context);
    } finally {
      sources.forEach(Network::close);
    }
  }

  static Training fitOn(List<Network> sources, TrainingLoop loop, TrainingContext context) {
    float alpha = context.parameters().decimal(ALPHA);
    int classes = context.model().classes();
    StaticExamples examples = new StaticExamples(sources, context.parameters(), classes);
    return loop.counting(sources)
        .runRobust(
            (model, batch, step) -> {
              NDArray perturbed = examples.make(batch, step);
              LogitLoss loss = Losses.crossEntropy(batch.labels(), classes);
              return () ->
                  Losses.mixed(
                      loss,
                      model.trainingLogits(batch.images()),
                      model.trainingLogits(perturbed),
                      alpha);
            },
            trained -> examples.accuracy(trained, context.validation()));
  }

  // If weights do not fit, the network goes with the context's manager.
  private static Network source(String role, TrainingContext context) {
    Network source = Classifier.untrained(context.model());
    Weights.read(context.checkpoint(role), CheckpointReader.WEIGHTS, source.manager())
        .copyTo(source);
    return source;
  }
}
