package dev.gauntlet.plugins.ensembleadversarialtraining;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import java.util.List;
import java.util.Map;

/** A training on sources that the test hands over, and what it noted. */
record StaticTraining(Map<String, Object> notes) {
  private static final long SEED = 1;

  static StaticTraining run(
      NDManager manager, List<Network> sources, Map<String, Object> parameters) {
    DefenseDescriptor descriptor = new EnsembleAdversarialTraining().descriptor();
    TestTrainingContext context =
        TestTrainingContext.of(model(manager), Parameters.of(descriptor.parameters(), parameters));
    new ClassifierDefense() {
      @Override
      public DefenseDescriptor descriptor() {
        return descriptor;
      }

      @Override
      protected Training fit(TrainingLoop loop, Network network, TrainingContext training) {
        return EnsembleAdversarialTraining.fitOn(sources, loop, training);
      }
    }.train(context);
    return new StaticTraining(context.checkpoint().notes());
  }

  /** The mean cross-entropy of the untrained network on all training images. */
  static double crossEntropyBefore(NDManager manager) {
    try (Network untrained = Classifier.untrained(model(manager));
        ImageBatch batch = new TinyImages(96, 1).all(manager)) {
      return Losses.crossEntropy(batch.labels(), TinyImages.CLASSES)
          .of(untrained.logits(batch.images()))
          .mean()
          .getFloat();
    }
  }

  List<Double> losses() {
    return curve("loss");
  }

  List<Double> robustAccuracies() {
    return curve("robustAccuracy");
  }

  double note(String key) {
    return ((Number) notes.get(key)).doubleValue();
  }

  private List<Double> curve(String key) {
    return ((List<?>) notes.get("curve"))
        .stream().map(epoch -> ((Number) ((Map<?, ?>) epoch).get(key)).doubleValue()).toList();
  }

  private static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", SEED);
  }
}
