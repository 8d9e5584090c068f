package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.EvalSafeDropout;

/**
 * The all-convolutional network of "GanDef: a GAN based adversarial training defense" (2019), table
 * 4.
 */
final class AllCnn {
  private AllCnn() {}

  static Block block(int classes) {
    SequentialBlock block = new SequentialBlock().add(new EvalSafeDropout(0.2f));
    convolve(block, 96, 3);
    block.add(Convolutions.maxPool()).add(new EvalSafeDropout(0.5f));
    convolve(block, 192, 3);
    block.add(Convolutions.maxPool()).add(new EvalSafeDropout(0.5f));
    block.add(Convolutions.valid(192, 3)).add(Activation.reluBlock());
    block.add(Convolutions.same(192, 1)).add(Activation.reluBlock());
    block.add(Convolutions.same(192, 1)).add(Activation.reluBlock());
    return block
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static void convolve(SequentialBlock block, int filters, int times) {
    for (int i = 0; i < times; i++) {
      block.add(Convolutions.same(filters, 3)).add(Activation.reluBlock());
    }
  }
}
