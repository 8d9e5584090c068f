package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.layers.Convolutions;

/** The LeNet of "GanDef: a GAN based adversarial training defense" (2019), table 3. */
final class LeNet {
  private LeNet() {}

  static Block block(int classes) {
    return new SequentialBlock()
        .add(Convolutions.same(32, 5))
        .add(Convolutions.maxPool())
        .add(Activation.reluBlock())
        .add(Convolutions.same(64, 5))
        .add(Convolutions.maxPool())
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(1024).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(classes).build());
  }
}
