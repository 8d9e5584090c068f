package dev.gauntlet.plugins.e2sad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class E2sadTest extends DefenseContract {
  private static final int TRAINING_IMAGES = 96;

  @Override
  protected Defense defense() {
    return new E2sad();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of(
        "epochs", 5,
        "batch_size", 16,
        "learning_rate", 0.01,
        "epsilon", 0.05,
        "second_epsilon", 0.02);
  }

  @OnEachEngine
  void lossFalls(NDManager manager) {
    List<Map<?, ?>> curve = curve(manager, parameters());

    assertThat(number(curve.get(4), "loss")).isLessThan(number(curve.get(0), "loss") * 0.85);
    assertThat(curve)
        .allSatisfy(
            epoch -> {
              assertThat(number(epoch, "ifgsm10Accuracy")).isBetween(0.0, 1.0);
              assertThat(number(epoch, "softIfgsm10Accuracy")).isBetween(0.0, 1.0);
            });
  }

  // One step on all images, so that its loss is the untrained network's, against algorithm 1 line
  // by line.
  @OnEachEngine
  void minimizesWhatTheAlgorithmSays(NDManager manager) {
    double loss =
        number(
            curve(
                    manager,
                    Map.of(
                        "epochs", 1,
                        "batch_size", TRAINING_IMAGES,
                        "alpha", 0.3,
                        "lambda", 0.5,
                        "epsilon", 0.1,
                        "second_epsilon", 0.05))
                .get(0),
            "loss");

    try (Network network = Classifier.untrained(model(manager))) {
      ImageBatch batch = new TinyImages(TRAINING_IMAGES, 1).all(manager);
      LogitLoss ce = Losses.crossEntropy(Losses.smoothed(batch.labels(), 3, 0.75));
      NDArray x1 =
          batch
              .images()
              .add(network.inputGradient(batch.images(), ce).gradient().sign().mul(0.1f))
              .clip(0, 1);
      NDArray ascent =
          network
              .inputGradient(x1, z -> z.softmax(1).mul(z.logSoftmax(1)).sum(new int[] {1}).neg())
              .gradient();
      NDArray x2 = x1.add(ascent.sign().mul(0.05f)).clip(0, 1);
      NDArray p1 = network.logits(x1).softmax(1);
      NDArray d = p1.mul(network.logits(x2).logSoftmax(1)).sum(new int[] {1}).neg();
      double expected =
          0.3 * ce.of(network.logits(batch.images())).mean().getFloat()
              + 0.7 * ce.of(network.logits(x1)).mean().getFloat()
              + 0.5 * d.mean().getFloat();
      assertThat(loss).isCloseTo(expected, within(1e-4));
    }
  }

  // Two gradients for the examples, then the loss at three images.
  @OnEachEngine
  void passesFiveTimesThroughTheNetwork(NDManager manager) {
    Map<String, Object> notes = notes(manager, parameters());

    assertThat(notes.get("forwardPassesPerImage")).isEqualTo(5.0);
    assertThat(notes.get("backwardPassesPerImage")).isEqualTo(5.0);
  }

  @Test
  void hasTheThesisValues() {
    assertThat(defaults())
        .containsAllEntriesOf(
            Map.of("alpha", 0.2, "lambda", 0.1, "epsilon", 0.3, "second_epsilon", 0.1));
  }

  private Map<String, Object> defaults() {
    return defense().descriptor().parameters().stream()
        .collect(Collectors.toMap(Parameter::name, each -> each.defaultOn("mnist")));
  }

  private static ModelContext model(NDManager manager) {
    return TestTrainingContext.model(manager, "d1", 1);
  }

  private Map<String, Object> notes(NDManager manager, Map<String, Object> given) {
    TestTrainingContext context =
        TestTrainingContext.of(
            model(manager), Parameters.of(defense().descriptor().parameters(), given));
    defense().train(context);
    return context.checkpoint().notes();
  }

  private List<Map<?, ?>> curve(NDManager manager, Map<String, Object> given) {
    return ((List<?>) notes(manager, given).get("curve"))
        .stream().<Map<?, ?>>map(epoch -> (Map<?, ?>) epoch).toList();
  }

  private static double number(Map<?, ?> epoch, String name) {
    return ((Number) epoch.get(name)).doubleValue();
  }
}
