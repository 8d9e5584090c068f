package dev.gauntlet.plugins.adversarialtraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** A training of one step on all images: its loss is that of the untrained network. */
final class FirstStep {
  private static final int IMAGES = 96;
  private static final long SEED = 1;

  private FirstStep() {}

  private static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", SEED);
  }

  /** The loss that the training noted. */
  static double loss(NDManager manager, Defense defense, Map<String, Object> parameters) {
    Map<String, Object> given = new HashMap<>(parameters);
    given.put("epochs", 1);
    given.put("batch_size", IMAGES);
    return losses(manager, defense, given).get(0);
  }

  /** The loss of every epoch of a training with the given parameters. */
  static List<Double> losses(NDManager manager, Defense defense, Map<String, Object> parameters) {
    return curve(manager, defense, parameters).stream()
        .map(point -> ((Number) ((Map<?, ?>) point).get("loss")).doubleValue())
        .toList();
  }

  /** The curve of a training with the given parameters. */
  static List<?> curve(NDManager manager, Defense defense, Map<String, Object> parameters) {
    TestTrainingContext context =
        TestTrainingContext.of(
            model(manager), Parameters.of(defense.descriptor().parameters(), parameters));
    defense.train(context);
    return (List<?>) context.checkpoint().notes().get("curve");
  }

  /** What a loss of the untrained network's logits and the labels is. */
  static double expected(NDManager manager, BiFunction<NDArray, NDArray, NDArray> loss) {
    return ofNetwork(
        manager, (network, batch) -> loss.apply(network.logits(batch.images()), batch.labels()));
  }

  /** What a loss that needs the untrained network itself is on the images. */
  static double ofNetwork(NDManager manager, BiFunction<Network, ImageBatch, NDArray> loss) {
    try (Network untrained = Classifier.untrained(model(manager))) {
      TestTrainingContext context =
          TestTrainingContext.of(model(manager), Parameters.of(List.of(), Map.of()));
      ImageBatch batch = context.training().batch(manager, IntStream.range(0, IMAGES).toArray());
      return loss.apply(untrained, batch).getFloat();
    }
  }
}
