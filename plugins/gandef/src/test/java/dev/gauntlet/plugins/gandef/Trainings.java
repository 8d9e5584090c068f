package dev.gauntlet.plugins.gandef;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trainings on tiny images, and what their first loss must be. */
final class Trainings {
  /** Trains in a second. */
  static final Map<String, Object> QUICK =
      Map.of(
          "epochs", 5,
          "batch_size", 16,
          "learning_rate", 0.01,
          "gamma", 0.1,
          "discriminator_rate", 1,
          "epsilon", 0.05,
          "attack_steps", 2,
          "attack_step_size", 0.04,
          "radius_growth", 5);

  private static final int IMAGES = 96;

  private Trainings() {}

  static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", 1);
  }

  static MemoryCheckpoint run(NDManager manager, Defense defense, Map<String, Object> parameters) {
    TestTrainingContext context =
        TestTrainingContext.of(
            model(manager), Parameters.of(defense.descriptor().parameters(), parameters));
    defense.train(context);
    return context.checkpoint();
  }

  static List<Double> curve(MemoryCheckpoint checkpoint, String value) {
    return ((List<?>) checkpoint.notes().get("curve"))
        .stream().map(point -> ((Number) ((Map<?, ?>) point).get(value)).doubleValue()).toList();
  }

  /** The loss of one step on all images, with examples that are the images themselves. */
  static double firstLoss(NDManager manager, Defense defense, double gamma) {
    Map<String, Object> given = new HashMap<>();
    given.put("epochs", 1);
    given.put("batch_size", IMAGES);
    given.put("epsilon", 0);
    given.put("attack_steps", 1);
    given.put("gamma", gamma);
    given.put("discriminator_rate", 0);
    return curve(run(manager, defense, given), "loss").get(0);
  }

  /**
   * The same written out, of the untrained networks: the cross-entropy, less γ times the mean of
   * −log q_D(clean) and −log q_D(attacked), weighed.
   */
  static double firstLossByHand(
      NDManager manager, double gamma, double ofClean, double ofAttacked) {
    try (Network classifier = Classifier.untrained(model(manager));
        Discriminator discriminator = Discriminator.untrained(model(manager))) {
      ImageBatch batch = new TinyImages(IMAGES, 1).all(manager);
      var logits = classifier.logits(batch.images());
      double crossEntropy =
          Losses.crossEntropy(batch.labels(), TinyImages.CLASSES).of(logits).mean().getFloat();
      double hidden = 0;
      for (float attacked : discriminator.scores(logits).toFloatArray()) {
        hidden -= (ofClean * Math.log1p(-attacked) + ofAttacked * Math.log(attacked)) / IMAGES;
      }
      return crossEntropy - gamma * hidden;
    }
  }
}
