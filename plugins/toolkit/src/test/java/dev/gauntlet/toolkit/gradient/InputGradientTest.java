package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Subject;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The worst bug this project can have is a wrong gradient: it makes a weak defense look strong. */
class InputGradientTest {
  private static final double BOUND = 0.01;

  // A right gradient stays below 0.001 for single layers and below 0.02 for the deepest networks.
  private static final double BOUND_BETWEEN_KINKS = 0.03;

  static Stream<Arguments> smoothLayers() {
    return Engines.with(Subject.smoothLayers());
  }

  static Stream<Arguments> kinkedLayers() {
    return Engines.with(Subject.kinkedLayers());
  }

  static Stream<Arguments> networks() {
    return Engines.with(Subject.networks());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("smoothLayers")
  void matchesFiniteDifferencesForSmoothLayers(Subject layer, String engine) {
    try (NDManager manager = Engines.manager(engine);
        Network network = layer.network(manager, 3)) {
      assertThat(FiniteDifferences.error(network, layer.inputs(manager, 3), Subject.weightedSum()))
          .isLessThan(BOUND);
    }
  }

  // One layer has so few units that hardly a probe meets a kink.
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("kinkedLayers")
  void matchesFiniteDifferencesForLayersWithKinks(Subject layer, String engine) {
    try (NDManager manager = Engines.manager(engine);
        Network network = layer.network(manager, 3)) {
      NDArray inputs = layer.inputs(manager, 3);
      assertThat(FiniteDifferences.errorBetweenKinks(network, inputs, Subject.weightedSum()))
          .isLessThan(BOUND);
    }
  }

  // Dropout must do nothing here: a random mask would change from pass to pass.
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void matchesFiniteDifferencesForWholeNetworks(Subject subject, String engine) {
    try (NDManager manager = Engines.manager(engine);
        Network network = subject.network(manager, 3)) {
      NDArray inputs = subject.inputs(manager, 3);
      assertThat(FiniteDifferences.errorBetweenKinks(network, inputs, Subject.weightedSum()))
          .isLessThan(BOUND_BETWEEN_KINKS);
    }
  }

  @OnEachEngine
  void matchesFiniteDifferencesAfterATrainingStep(NDManager manager) {
    Network network = Networks.normalized(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 6, 3), 3);
    network.parameterGradients(() -> loss.of(network.trainingLogits(images)).mean());

    assertThat(error(manager, network)).isLessThan(BOUND_BETWEEN_KINKS);
  }

  @OnEachEngine
  void isTheWeightMatrixForALinearModel(NDManager manager) {
    Network network = Networks.linear(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
    NDArray second = manager.create(new long[] {1, 1});

    float[] row =
        network.inputGradient(images, Losses.logit(second, 3)).gradient().get(0).toFloatArray();

    NDArray weight = network.parameters().get(0).getValue().getArray();
    assertThat(row).containsExactly(weight.get(1).toFloatArray(), ulps());
  }

  // On PyTorch gradients add up over backward passes unless someone sees to it.
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void isTheSameWhenAskedAgain(Subject subject, String engine) {
    try (NDManager manager = Engines.manager(engine);
        Network network = subject.network(manager, 3)) {
      NDArray inputs = subject.inputs(manager, 2);

      float[] once = network.inputGradient(inputs, Subject.weightedSum()).gradient().toFloatArray();

      assertThat(network.inputGradient(inputs, Subject.weightedSum()).gradient().toFloatArray())
          .containsExactly(once);
    }
  }

  @OnEachEngine
  void doesNotDependOnTheOtherImagesOfTheBatch(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    NDArray labels = Images.labels(manager, 4, 3);

    NDArray together =
        network.inputGradient(images, Losses.crossEntropy(labels, 3)).gradient().get("2:3");
    NDArray alone =
        network
            .inputGradient(images.get("2:3"), Losses.crossEntropy(labels.get("2:3"), 3))
            .gradient();

    assertThat(alone.toFloatArray()).containsExactly(together.toFloatArray(), ulps());
  }

  @OnEachEngine
  void comesWithTheLogitsOfTheSamePass(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 4, 3), 3);

    try (InputGradient both = network.inputGradient(images, loss)) {
      assertThat(both.logits().toFloatArray())
          .containsExactly(network.logits(images).toFloatArray(), ulps());
    }
  }

  @OnEachEngine
  void leavesTheImagesAsTheyWere(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    float[] before = images.toFloatArray();

    network.inputGradient(images, Losses.crossEntropy(Images.labels(manager, 4, 3), 3));
    network.logits(images);

    assertThat(images.toFloatArray()).containsExactly(before);
    assertThat(images.hasGradient()).isFalse();
    assertThat(images.getManager()).isSameAs(manager);
  }

  private static double error(NDManager manager, Network network) {
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    return FiniteDifferences.errorBetweenKinks(
        network, images, Losses.crossEntropy(Images.labels(manager, 6, 3), 3));
  }

  private static Offset<Float> ulps() {
    return within(1e-6f);
  }
}
