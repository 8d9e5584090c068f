package dev.gauntlet.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;

class EvalSafeDropoutTest {
  private static final Shape INPUT = new Shape(10_000);

  @OnEachEngine
  void evaluatesAsTheIdentity(NDManager manager) {
    Network network = new Network(manager, new EvalSafeDropout(0.5f), INPUT, 0);
    NDArray input = manager.ones(new Shape(1, 10_000));

    assertThat(network.logits(input).toFloatArray()).containsOnly(1);
    assertThat(
            network
                .inputGradient(input, logits -> logits.sum(new int[] {1}))
                .gradient()
                .toFloatArray())
        .containsOnly(1);
  }

  // The gradient of a linear layer's weights is its input: what dropout let through.
  @OnEachEngine
  void dropsInTrainingAndScalesTheRest(NDManager manager) {
    Network network =
        new Network(
            manager,
            new SequentialBlock()
                .add(new EvalSafeDropout(0.2f))
                .add(Linear.builder().setUnits(1).build()),
            INPUT,
            0);
    NDArray input = manager.ones(new Shape(1, 10_000));

    network.parameterGradients(() -> network.trainingLogits(input).sum());

    NDArray weight = network.parameters().get(0).getValue().getArray();
    float[] dropped = weight.getGradient().toFloatArray();
    assertThat(dropped).containsOnly(0, 1.25f);
    int zeros = 0;
    for (float value : dropped) {
      zeros += value == 0 ? 1 : 0;
    }
    // Five standard deviations of 10,000 draws.
    assertThat(zeros).isBetween(1800, 2200);
  }
}
