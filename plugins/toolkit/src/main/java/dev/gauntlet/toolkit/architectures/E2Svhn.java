package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.layers.Convolutions;

/** The SVHN classifier of "e2SAD: an efficient two-step adversarial defense", table A.2. */
final class E2Svhn {
  private E2Svhn() {}

  static Block block(int classes) {
    return new SequentialBlock()
        .add(Convolutions.valid(32, 5))
        .add(Activation.reluBlock())
        .add(Convolutions.valid(64, 5))
        .add(Activation.reluBlock())
        .add(Convolutions.maxPool())
        .add(Convolutions.valid(128, 3))
        .add(Activation.reluBlock())
        .add(Convolutions.maxPool())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(512).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(classes).build());
  }
}
