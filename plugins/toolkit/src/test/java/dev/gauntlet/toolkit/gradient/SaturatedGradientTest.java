package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;

/**
 * A linear model whose logits at the image (1, 0) are (40, 0, 0), label 0: 1 − p is 8.5e-18,
 * nothing in float32. With weights (40, 3), (0, 0), (0, 0) the gradient of the log odds is −(40,
 * 3), that of the cross-entropy (1 − p) times as much.
 */
class SaturatedGradientTest {
  private static float[] gradient(NDManager manager, LogitLoss loss) {
    SequentialBlock block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(3).build());
    try (Network network = new Network(manager, block, new Shape(1, 1, 2), 1)) {
      network.parameters().get(0).getValue().getArray().set(new float[] {40, 3, 0, 0, 0, 0});
      NDArray image = manager.create(new float[] {1, 0}, new Shape(1, 1, 1, 2));
      return network.inputGradient(image, loss).gradient().toFloatArray();
    }
  }

  @OnEachEngine
  void logOddsKeepTheirGradientWhereTheModelIsSure(NDManager manager) {
    LogitLoss loss = Losses.logOdds(manager.create(new long[] {0}), 3);

    assertThat(gradient(manager, loss)).containsExactly(new float[] {-40, -3}, within(1e-4f));
  }

  // PyTorch's is zero; MXNet's softmax exceeds 1 and turns it round.
  @OnEachEngine
  void crossEntropyLosesIt(NDManager manager) {
    LogitLoss loss = Losses.crossEntropy(manager.create(new long[] {0}), 3);

    assertThat(gradient(manager, loss)[0]).isNotNegative();
  }
}
