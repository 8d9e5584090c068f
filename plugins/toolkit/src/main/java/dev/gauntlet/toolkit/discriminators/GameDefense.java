package dev.gauntlet.toolkit.discriminators;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.Learner;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;

/**
 * A defense that trains a classifier in a game against a discriminator, answers with the classifier
 * alone, and leaves the discriminator in its checkpoint.
 */
public abstract class GameDefense implements Defense {
  private static final double BETA1 = 0.9;

  /** The rules that the training's parameters ask for. */
  protected abstract GameRules rules(TrainingContext context);

  /** What makes the perturbed images. */
  protected abstract Perturbation perturbation(TrainingContext context);

  /** What is measured after every epoch and decides which is kept. */
  protected abstract Measures measures(TrainingContext context);

  @Override
  public final void train(TrainingContext context) {
    ModelContext model = context.model();
    try (Network classifier = Classifier.untrained(model);
        Discriminator discriminator = Discriminator.untrained(model)) {
      double decay = context.parameters().number(TrainingParameters.WEIGHT_DECAY);
      AdamStep first = new AdamStep(classifier, BETA1, decay);
      AdamStep second = new AdamStep(discriminator.network(), BETA1, 0);
      Perturbation perturbation = perturbation(context);
      Game game = new Game(first, second, perturbation, rules(context), model.classes());
      Training training =
          new TrainingLoop(
                  context,
                  List.of(new Learner("classifier", first), new Learner("discriminator", second)))
              // A pass of the discriminator is one of ten numbers, not of an image.
              .countingOnly(classifier)
              .runSteps(
                  game,
                  measures(context)
                      .watching(
                          "discriminatorAccuracy",
                          trained ->
                              SourceAccuracy.of(
                                  trained, discriminator, perturbation, context.validation())));
      training.save(classifier, context.checkpoint());
      discriminator.save(context.checkpoint());
    }
  }

  @Override
  public final DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return Classifier.restore(checkpoint, context);
  }
}
