package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.gradient.Network;

/**
 * Two images of four pixels, both of class 0, and a network of four classes: z = V·tanh(W·x), V and
 * W as written below.
 */
final class FourClasses {
  static final int CLASSES = 4;
  private static final Shape SHAPE = new Shape(1, 2, 2);
  private static final int HIDDEN = 5;

  private FourClasses() {}

  static Network network(NDManager manager) {
    Network network =
        new Network(
            manager,
            new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(HIDDEN).optBias(false).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(CLASSES).optBias(false).build()),
            SHAPE,
            0);
    float[] first = new float[HIDDEN * 4];
    float[] second = new float[CLASSES * HIDDEN];
    for (int i = 0; i < first.length; i++) {
      first[i] = (float) (2 * Math.sin(0.7 * (1 + i) * (1 + i)));
      second[i] = (float) (2 * Math.cos(0.9 * (2 + i) * (2 + i)));
    }
    network.parameters().get(0).getValue().getArray().set(first);
    network.parameters().get(1).getValue().getArray().set(second);
    return network;
  }

  static NDArray images(NDManager manager) {
    return batch(manager, 0.2f, 0.5f, 0.7f, 0.9f, 0.6f, 0.1f, 0.35f, 0.5f);
  }

  static NDArray labels(NDManager manager) {
    return manager.create(new long[] {0, 0});
  }

  static NDArray batch(NDManager manager, float... pixels) {
    return manager.create(pixels, new Shape(pixels.length / SHAPE.size()).addAll(SHAPE));
  }
}
