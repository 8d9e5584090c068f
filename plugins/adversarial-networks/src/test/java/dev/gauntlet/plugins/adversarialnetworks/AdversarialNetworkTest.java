package dev.gauntlet.plugins.adversarialnetworks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.generators.Perturber;
import java.util.List;
import java.util.Map;

/** What holds for each of the three defenses. */
abstract class AdversarialNetworkTest extends DefenseContract {
  static final Map<String, Object> QUICK =
      Map.of(
          "epochs", 3,
          "batch_size", 24,
          "learning_rate", 0.02,
          "epsilon", 0.05,
          "k", 1,
          "generator_steps", 1);

  @Override
  protected Map<String, Object> parameters() {
    return QUICK;
  }

  @OnEachEngine
  void lossFallsAndTheGeneratorIsLeftBehind(NDManager manager) {
    TestTrainingContext context =
        TestTrainingContext.of(
            TestTrainingContext.model(manager, "d1", 1),
            Parameters.of(defense().descriptor().parameters(), QUICK));

    defense().train(context);

    MemoryCheckpoint checkpoint = context.checkpoint();
    List<?> curve = (List<?>) checkpoint.notes().get("curve");
    assertThat(number(curve.get(2), "loss")).isLessThan(number(curve.get(0), "loss"));
    assertThat(number(curve.get(2), "generatorAccuracy")).isBetween(0.0, 1.0);
    TinyImages images = new TinyImages(3, 5);
    ImageBatch batch = images.all(manager);
    try (Perturber perturber =
        Perturber.restore(
            checkpoint,
            TinyImages.SHAPE,
            new Budget(Norm.LINF, 0.3),
            TinyImages.CLASSES,
            manager)) {
      NDArray moved = perturber.perturb(batch, new Randomness(1, images.ids())).sub(batch.images());
      assertThat(moved.abs().mean().getFloat()).isBetween(0.01f, 0.3f);
    }
  }

  private static double number(Object epoch, String name) {
    return ((Number) ((Map<?, ?>) epoch).get(name)).doubleValue();
  }
}
