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

  static Block block(int classes) {
    SequentialBlock block = Convolutions.addNormalized(new SequentialBlock(), 16, 3, 1);
    stage(block, 16, 16, 1);
    stage(block, 16, 32, 2);
    stage(block, 32, 64, 2);
    return block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static void stage(SequentialBlock block, int inputs, int filters, int stride) {
    Convolutions.addResidual(block, inputs, filters, stride);
    Convolutions.addResidual(block, filters, filters, 1);
    Convolutions.addResidual(block, filters, filters, 1);
  }
}
