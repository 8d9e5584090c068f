package dev.gauntlet.testkit;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.pf4j.Extension;

/** An honest defense, or one with a fault built in. */
@Extension
public final class PlainClassifier implements Defense {
  static final Map<String, Object> QUICK =
      Map.of("epochs", 4, "batch_size", 16, "learning_rate", 0.01);

  private final LongUnaryOperator seed;
  private final UnaryOperator<DefendedModel> model;

  /** The honest defense. */
  public PlainClassifier() {
    this(LongUnaryOperator.identity(), UnaryOperator.identity());
  }

  /** The defense with a fault in its seed or in its model. */
  PlainClassifier(LongUnaryOperator seed, UnaryOperator<DefendedModel> model) {
    this.seed = seed;
    this.model = model;
  }

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "plain-classifier",
        "Plain classifier",
        "Cross-entropy on clean images.",
        Citation.of("The testkit's own tests"),
        Architecture.ids(),
        TrainingParameters.with(4),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    ModelContext given = context.model();
    ModelContext own =
        new ModelContext(
            given.manager(),
            given.architecture(),
            given.imageShape(),
            given.classes(),
            seed.applyAsLong(given.seed()));
    try (Network network = Classifier.untrained(own)) {
      new TrainingLoop(context, network)
          .run(
              (trained, batch, step) ->
                  () ->
                      Losses.crossEntropy(batch.labels(), context.model().classes())
                          .of(trained.trainingLogits(batch.images()))
                          .mean())
          .save(network, context.checkpoint());
    }
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return model.apply(Classifier.restore(checkpoint, context));
  }
}
