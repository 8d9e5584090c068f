package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.layers.Convolutions;

/**
 * The MNIST classifier of "A direct approach to robust deep learning using adversarial networks"
 * (ICLR 2019 submission), figure 3a. The figure leaves the activations out; ReLU follows each
 * pooling.
 */
final class D1 {
  private D1() {}

  static Block block(int classes) {
    return new SequentialBlock()
        .add(Convolutions.same(32, 5))
        .add(Convolutions.maxPool())
        .add(Activation.reluBlock())
        .add(Convolutions.same(64, 5))
        .add(Convolutions.maxPool())
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }
}
