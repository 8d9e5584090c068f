package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.layers.Upsampling;
import dev.gauntlet.toolkit.losses.Losses;
import org.assertj.core.data.Offset;

/**
 * The worst bug this project can have is a wrong gradient: it makes a weak defense look strong.
 * MXNet's own evaluation mode is off by 1.6 for max-pooling and by 0.06 for batch normalization in
 * the measure used here.
 */
class InputGradientTest {
  private static final double BOUND = 0.01;

  @OnEachEngine
  void matchesFiniteDifferencesForD1(NDManager manager) {
    assertThat(error(manager, Architecture.D1, 28)).isLessThan(BOUND);
  }

  @OnEachEngine
  void matchesFiniteDifferencesForLeNet(NDManager manager) {
    assertThat(error(manager, Architecture.LENET, 28)).isLessThan(BOUND);
  }

  // Its dropout layers must do nothing here: a random mask would change from pass to pass. Nine
  // layers deep, kinks and rounding alone make 2.5 %.
  @OnEachEngine
  void matchesFiniteDifferencesForAllCnn(NDManager manager) {
    assertThat(error(manager, Architecture.ALL_CNN, 16)).isLessThan(0.05);
  }

  @OnEachEngine
  void matchesFiniteDifferencesThroughBatchNormalization(NDManager manager) {
    assertThat(error(manager, Networks.normalized(manager, 3))).isLessThan(BOUND);
  }

  @OnEachEngine
  void matchesFiniteDifferencesThroughUpsampling(NDManager manager) {
    for (Upsampling.Mode mode : Upsampling.Mode.values()) {
      assertThat(error(manager, Networks.upsampled(manager, mode, 3))).isLessThan(BOUND);
    }
  }

  @OnEachEngine
  void matchesFiniteDifferencesAfterATrainingStep(NDManager manager) {
    Network network = Networks.normalized(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 6, 3), 3);
    network.parameterGradients(() -> loss.of(network.trainingLogits(images)).mean());

    assertThat(error(manager, network)).isLessThan(BOUND);
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

  @OnEachEngine
  void isTheSameWhenAskedAgain(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 4, 3), 3);

    float[] once = network.inputGradient(images, loss).gradient().toFloatArray();

    assertThat(network.inputGradient(images, loss).gradient().toFloatArray()).containsExactly(once);
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

  private static double error(NDManager manager, Architecture architecture, int side) {
    try (Network network =
        new Network(manager, architecture.block(10), new Shape(1, side, side), 3)) {
      NDArray images = Images.uniform(manager, 1, new Shape(3, 1, side, side));
      return FiniteDifferences.error(
          network, images, Losses.crossEntropy(Images.labels(manager, 3, 10), 10));
    }
  }

  private static double error(NDManager manager, Network network) {
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    return FiniteDifferences.error(
        network, images, Losses.crossEntropy(Images.labels(manager, 6, 3), 3));
  }

  private static Offset<Float> ulps() {
    return within(1e-6f);
  }
}
