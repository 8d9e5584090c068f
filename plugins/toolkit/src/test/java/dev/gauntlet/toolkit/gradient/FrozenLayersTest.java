package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;

class FrozenLayersTest {
  private static final Shape FOUR = new Shape(4, 1, 8, 8);

  @OnEachEngine
  void giveWhatTheirNetworkGives(NDManager manager) {
    try (Network target = Networks.normalized(manager, 3);
        Network around = around(target, new SequentialBlock())) {
      NDArray images = Images.uniform(manager, 1, FOUR);

      assertThat(around.parameters()).isEmpty();
      assertThat(around.logits(images).toFloatArray())
          .containsExactly(target.logits(images).toFloatArray());
      assertThat(around.trainingLogits(images).toFloatArray())
          .as("in training: the target stays in evaluation mode")
          .containsExactly(target.logits(images).toFloatArray());
      assertThat(
              around
                  .inputGradient(images, Losses.logit(labels(manager), 3))
                  .gradient()
                  .toFloatArray())
          .containsExactly(
              target
                  .inputGradient(images, Losses.logit(labels(manager), 3))
                  .gradient()
                  .toFloatArray(),
              within(1e-6f));
    }
  }

  @OnEachEngine
  void letGradientsThroughAndStayAsTheyAre(NDManager manager) {
    try (Network target = Networks.normalized(manager, 3);
        Network before = around(target, new SequentialBlock().add(Convolutions.same(1, 3)))) {
      NDArray images = Images.uniform(manager, 1, FOUR);
      List<float[]> values = values(target);

      before.parameterGradients(
          () -> Losses.logit(labels(manager), 3).of(before.trainingLogits(images)).mean());

      assertThat(before.parameters()).hasSize(2);
      NDArray weight = before.parameters().get(0).getValue().getArray();
      try (NDArray gradient = weight.getGradient()) {
        assertThat(gradient.abs().sum().getFloat()).isPositive();
      }
      assertThat(target.parameters())
          .as("parameters that a gradient reached")
          .noneMatch(entry -> entry.getValue().getArray().hasGradient());
      assertThat(values(target)).usingRecursiveComparison().isEqualTo(values);
    }
  }

  @OnEachEngine
  void aNetworkCanStopAtAnyOfThem(NDManager manager) {
    try (Network network = Networks.convolutional(manager, 3)) {
      NDArray images = Images.uniform(manager, 1, FOUR);
      int last = network.frozenLayers().size() - 1;

      assertThat(network.activation(images, 1).getShape()).isEqualTo(new Shape(4, 6, 4, 4));
      assertThat(network.trainingActivation(images, 1).getShape()).isEqualTo(new Shape(4, 6, 4, 4));
      assertThat(network.activation(images, last).toFloatArray())
          .containsExactly(network.logits(images).toFloatArray());
      assertThat(network.forwardImages()).isEqualTo(4 * 4);
    }
  }

  private static Network around(Network target, SequentialBlock before) {
    target.frozenLayers().forEach(before::add);
    return new Network(target.manager(), before, target.inputShape(), 1);
  }

  private static NDArray labels(NDManager manager) {
    return Images.labels(manager, 4, 3);
  }

  private static List<float[]> values(Network network) {
    return network.parameters().stream()
        .map(entry -> entry.getValue().getArray().toFloatArray())
        .toList();
  }
}
