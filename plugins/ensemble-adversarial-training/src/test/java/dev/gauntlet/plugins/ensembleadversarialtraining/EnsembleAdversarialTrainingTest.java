package dev.gauntlet.plugins.ensembleadversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.plugins.undefended.Undefended;
import dev.gauntlet.testkit.Companion;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.Map;

class EnsembleAdversarialTrainingTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new EnsembleAdversarialTraining();
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
        "epsilon",
        0.1,
        "attack_steps",
        4,
        "attack_step_size",
        0.05);
  }

  @Override
  protected List<Companion> companions() {
    return List.of(
        new Companion(
            new Undefended(), Map.of("epochs", 5, "batch_size", 16, "learning_rate", 0.01)));
  }

  @OnEachEngine
  void firstLossIsThatOfTheUntrainedNetwork(NDManager manager) {
    try (Network source = TinyModels.linear(manager)) {
      StaticTraining training =
          StaticTraining.run(
              manager, List.of(source), Map.of("epochs", 1, "batch_size", 96, "epsilon", 0));

      double expected = StaticTraining.crossEntropyBefore(manager);
      assertThat(training.losses().get(0)).isCloseTo(expected, within(1e-4));
    }
  }

  @OnEachEngine
  void lossFalls(NDManager manager) {
    try (Network source = TinyModels.convolutional(manager)) {
      List<Double> losses = StaticTraining.run(manager, List.of(source), parameters()).losses();

      assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 2);
    }
  }

  @OnEachEngine
  void leavesTheSourcesAsTheyWere(NDManager manager) {
    try (Network source = TinyModels.convolutional(manager)) {
      List<float[]> before = values(source);

      StaticTraining.run(manager, List.of(source), parameters());

      assertThat(values(source)).usingRecursiveComparison().isEqualTo(before);
      assertThat(source.parameters())
          .as("parameters that a gradient reached")
          .noneMatch(entry -> entry.getValue().getArray().hasGradient());
    }
  }

  // The network itself goes forward and backward twice an image; the source once for either FGSM
  // and four times for PGD, on every third step each.
  @OnEachEngine
  void countsThePassesOfItsSources(NDManager manager) {
    try (Network first = TinyModels.linear(manager);
        Network second = TinyModels.convolutional(manager)) {
      StaticTraining training = StaticTraining.run(manager, List.of(first, second), parameters());

      double expected = 2 + (1 + 1 + 4) / 3.0;
      assertThat(training.note("forwardPassesPerImage")).isCloseTo(expected, within(1e-9));
      assertThat(training.note("backwardPassesPerImage")).isCloseTo(expected, within(1e-9));
      assertThat(first.backwardImages()).isEqualTo(second.backwardImages()).isPositive();
    }
  }

  @OnEachEngine
  void measuresItselfOnItsOwnExamples(NDManager manager) {
    try (Network source = TinyModels.convolutional(manager)) {
      StaticTraining training = StaticTraining.run(manager, List.of(source), parameters());

      int heldOut = new TinyImages(30, 2).size();
      assertThat(training.robustAccuracies())
          .hasSize(5)
          .allSatisfy(
              accuracy ->
                  assertThat(accuracy * 3 * heldOut)
                      .as("right answers to three attacks")
                      .isCloseTo(Math.rint(accuracy * 3 * heldOut), within(1e-6)))
          .last()
          .satisfies(accuracy -> assertThat(accuracy).isGreaterThan(0.4));
    }
  }

  private static List<float[]> values(Network network) {
    return network.parameters().stream()
        .map(entry -> entry.getValue().getArray().toFloatArray())
        .toList();
  }
}
