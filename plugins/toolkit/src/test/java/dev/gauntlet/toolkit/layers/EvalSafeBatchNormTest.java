package dev.gauntlet.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;

class EvalSafeBatchNormTest {
  /** Two channels of four values each: means 2 and 20, variances 1.25 and 125. */
  private static NDArray batch(NDManager manager) {
    return manager.create(
        new float[] {.5f, 1.5f, 5, 15, 2.5f, 3.5f, 25, 35}, new Shape(2, 2, 1, 2));
  }

  private static Network network(NDManager manager) {
    return new Network(manager, new EvalSafeBatchNorm(), new Shape(2, 1, 2), 0);
  }

  private static float[] value(Network network, int index) {
    return network.parameters().get(index).getValue().getArray().toFloatArray();
  }

  @OnEachEngine
  void evaluatesAsOneAffineMapPerChannel(NDManager manager) {
    Network network = network(manager);
    Networks.set(network, 0, 2, 3); // γ
    Networks.set(network, 1, 1, -1); // β
    Networks.set(network, 2, 1.5f, 10); // mean
    Networks.set(network, 3, 4, 25); // variance

    // 2·(x − 1.5)/2 + 1 and 3·(x − 10)/5 − 1
    assertThat(network.logits(batch(manager)).toFloatArray())
        .containsExactly(new float[] {0, 1, -4, 2, 2, 3, 8, 14}, within(1e-4f));
  }

  @OnEachEngine
  void evaluationLeavesTheRunningStatisticsAlone(NDManager manager) {
    Network network = network(manager);

    network.logits(batch(manager));

    assertThat(value(network, 2)).containsExactly(0, 0);
    assertThat(value(network, 3)).containsExactly(1, 1);
  }

  @OnEachEngine
  void trainsOnTheStatisticsOfTheBatch(NDManager manager) {
    Network network = network(manager);
    NDArray images = batch(manager);
    NDArray[] normalized = new NDArray[1];

    network.parameterGradients(
        () -> {
          normalized[0] = network.trainingLogits(images);
          return normalized[0].sum();
        });

    // (x − mean) / √variance of each channel
    float inner = (float) (0.5 / Math.sqrt(1.25));
    float outer = (float) (1.5 / Math.sqrt(1.25));
    assertThat(normalized[0].toFloatArray())
        .containsExactly(
            new float[] {-outer, -inner, -outer, -inner, inner, outer, inner, outer},
            within(1e-4f));
  }

  // Momentum 0.9. PyTorch keeps the unbiased variance (n/(n−1) = 4/3 of the biased one), MXNet the
  // biased one.
  @OnEachEngine
  void trainingMovesTheRunningStatisticsTowardsTheBatch(NDManager manager) {
    Network network = network(manager);
    NDArray images = batch(manager);

    network.parameterGradients(() -> network.trainingLogits(images).sum());

    assertThat(value(network, 2)).containsExactly(new float[] {0.2f, 2}, within(1e-5f));
    double bessel = manager.getEngine().getEngineName().equals("PyTorch") ? 4 / 3.0 : 1;
    assertThat(value(network, 3))
        .containsExactly(
            new float[] {(float) (0.9 + 0.125 * bessel), (float) (0.9 + 12.5 * bessel)},
            within(1e-4f));
  }
}
