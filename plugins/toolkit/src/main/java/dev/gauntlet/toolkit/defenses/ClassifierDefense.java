package dev.gauntlet.toolkit.defenses;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;

/** A defense that trains one network with its own objective and then answers with it as it is. */
public abstract class ClassifierDefense implements Defense {
  /** Runs the loop with this defense's objective. */
  protected abstract Training fit(TrainingLoop loop, Network network, TrainingContext context);

  @Override
  public final void train(TrainingContext context) {
    try (Network network = Classifier.untrained(context.model())) {
      Training training = fit(new TrainingLoop(context, network), network, context);
      training.save(network, context.checkpoint());
    }
  }

  @Override
  public final DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return Classifier.restore(checkpoint, context);
  }
}
