package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.gauntlet.toolkit.layers.Convolutions;

/**
 * The SVHN and CIFAR classifier of "A direct approach to robust deep learning using adversarial
 * networks" (ICLR 2019 submission), figure 3b, which is ResNet-20 (He et al., 2016). Its average
 * pooling over 8×8, all that is left of 32×32, is global here, so that other sizes fit too.
 */
final class D2 {
  private D2() {}

  /**
   * Builds the network.
   *
   * @param depth residual blocks in each of the three stages: 3 in the paper
   */
  static Block block(int classes, int depth) {
    SequentialBlock block = Convolutions.addNormalized(new SequentialBlock(), 16, 3, 1);
    stage(block, 16, 16, 1, depth);
    stage(block, 16, 32, 2, depth);
    stage(block, 32, 64, 2, depth);
    return block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static void stage(SequentialBlock block, int inputs, int filters, int stride, int depth) {
    Convolutions.addResidual(block, inputs, filters, stride);
    for (int i = 1; i < depth; i++) {
      Convolutions.addResidual(block, filters, filters, 1);
    }
  }
}
