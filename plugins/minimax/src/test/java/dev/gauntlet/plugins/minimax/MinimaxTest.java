package dev.gauntlet.plugins.minimax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.List;
import java.util.Map;

class MinimaxTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new Minimax();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("epochs", 5, "batch_size", 16, "learning_rate", 0.01, "epsilon", 0.05);
  }

  @OnEachEngine
  void addsThePenaltyToTheExamplesShare(NDManager manager) {
    NDArray clean = manager.create(new float[] {1, 2, 3});
    NDArray attacked = manager.create(new float[] {4, 5, 9});
    NDArray penalty = manager.create(10f);

    NDArray loss = Minimax.mixed(clean, attacked, penalty, 0.25f);

    assertThat(loss.getFloat()).isCloseTo(0.25f * 2 + 0.75f * (6 + 10), within(1e-6f));
  }

  @OnEachEngine
  void withoutARadiusMinimizesTheCrossEntropyOfCleanImages(NDManager manager) {
    List<Double> losses =
        losses(manager, Map.of("epochs", 1, "batch_size", 96, "epsilon", 0, "alpha", 0.3));

    assertThat(losses.get(0)).isCloseTo(crossEntropyBefore(manager), within(1e-4));
  }

  @OnEachEngine
  void lossFalls(NDManager manager) {
    List<Double> losses = losses(manager, parameters());

    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 2);
  }

  // FGSM, the gradient at its example, and four forward passes of the loss with theirs backward.
  @OnEachEngine
  void passesSixTimesThroughTheNetwork(NDManager manager) {
    Map<String, Object> notes = notes(manager, parameters());

    assertThat(notes.get("forwardPassesPerImage")).isEqualTo(6.0);
    assertThat(notes.get("backwardPassesPerImage")).isEqualTo(6.0);
  }

  private Map<String, Object> notes(NDManager manager, Map<String, Object> given) {
    TestTrainingContext context =
        TestTrainingContext.of(
            model(manager), Parameters.of(defense().descriptor().parameters(), given));
    defense().train(context);
    return context.checkpoint().notes();
  }

  private List<Double> losses(NDManager manager, Map<String, Object> given) {
    return ((List<?>) notes(manager, given).get("curve"))
        .stream().map(epoch -> ((Number) ((Map<?, ?>) epoch).get("loss")).doubleValue()).toList();
  }

  private static double crossEntropyBefore(NDManager manager) {
    try (Network untrained = Classifier.untrained(model(manager));
        ImageBatch batch = new TinyImages(96, 1).all(manager)) {
      return Losses.crossEntropy(batch.labels(), TinyImages.CLASSES)
          .of(untrained.logits(batch.images()))
          .mean()
          .getFloat();
    }
  }

  private static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", 1);
  }
}
