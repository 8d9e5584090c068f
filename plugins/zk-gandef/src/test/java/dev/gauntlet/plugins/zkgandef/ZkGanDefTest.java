package dev.gauntlet.plugins.zkgandef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.List;
import java.util.Map;

class ZkGanDefTest extends DefenseContract {
  private static final int IMAGES = 96;

  @Override
  protected Defense defense() {
    return new ZkGanDef();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs",
        5,
        "batch_size",
        16,
        "learning_rate",
        0.01,
        "gamma",
        0.1,
        "discriminator_rate",
        1,
        "sigma",
        0.1);
  }

  private static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", 1);
  }

  private MemoryCheckpoint train(NDManager manager, Map<String, Object> parameters) {
    TestTrainingContext context =
        TestTrainingContext.of(
            model(manager), Parameters.of(defense().descriptor().parameters(), parameters));
    defense().train(context);
    return context.checkpoint();
  }

  private static List<Double> losses(MemoryCheckpoint checkpoint) {
    return ((List<?>) checkpoint.notes().get("curve"))
        .stream().map(point -> ((Number) ((Map<?, ?>) point).get("loss")).doubleValue()).toList();
  }

  // Clean and noised images once each; their logits go forward once more for the discriminator.
  @OnEachEngine
  void trainsBothNetworksWithoutAnAttack(NDManager manager) {
    MemoryCheckpoint checkpoint = train(manager, parameters());

    assertThat(losses(checkpoint).get(4)).isLessThan(losses(checkpoint).get(0) - 0.3);
    assertThat(checkpoint.notes())
        .containsEntry("forwardPassesPerImage", 4.0)
        .containsEntry("backwardPassesPerImage", 2.0);
    assertThat(checkpoint.files()).containsExactly("weights.npz", "discriminator.npz");
    Discriminator.restore(checkpoint, model(manager)).close();
  }

  // Without noise both cross-entropies are that of the clean images.
  @OnEachEngine
  void penalizesWhatIsSeenInNoisedLogits(NDManager manager) {
    Map<String, Object> oneStep =
        Map.of("epochs", 1, "batch_size", IMAGES, "sigma", 0, "gamma", 2, "discriminator_rate", 0);
    double loss = losses(train(manager, oneStep)).get(0);

    try (Network classifier = Classifier.untrained(model(manager));
        Discriminator discriminator = Discriminator.untrained(model(manager))) {
      ImageBatch batch = new TinyImages(IMAGES, 1).all(manager);
      NDArray logits = classifier.logits(batch.images());
      double expected =
          Losses.crossEntropy(batch.labels(), TinyImages.CLASSES).of(logits).mean().getFloat();
      for (float noised : discriminator.scores(logits).toFloatArray()) {
        expected += 2 * Math.log(noised) / IMAGES;
      }
      assertThat(loss).isCloseTo(expected, within(1e-4));
    }
  }
}
