package dev.gauntlet.toolkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.util.Pair;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.EvalSafeBatchNorm;
import java.util.SplittableRandom;

/** Small networks for (1,8,8) images and three classes. */
public final class Networks {
  /** The images they take. */
  public static final Shape IMAGE = new Shape(1, 8, 8);

  /** The classes they tell apart. */
  public static final int CLASSES = 3;

  private Networks() {}

  /** One matrix and a bias: the gradient of every logit is known. */
  public static Network linear(NDManager manager, long seed) {
    return network(
        manager, seed, new SequentialBlock().add(Blocks.batchFlattenBlock()).add(dense(CLASSES)));
  }

  /** Convolution, max-pooling, ReLU, a dense layer. */
  public static Network convolutional(NDManager manager, long seed) {
    return network(
        manager,
        seed,
        new SequentialBlock()
            .add(convolution(6))
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock())
            .add(dense(CLASSES)));
  }

  /** Batch normalization after two convolutions, with running statistics far from 0 and 1. */
  public static Network normalized(NDManager manager, long seed) {
    Network network =
        network(
            manager,
            seed,
            new SequentialBlock()
                .add(convolution(6))
                .add(new EvalSafeBatchNorm())
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(convolution(8))
                .add(new EvalSafeBatchNorm())
                .add(Activation::relu)
                .add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(dense(CLASSES)));
    disturb(network, seed + 1);
    return network;
  }

  /** Gives batch normalizations statistics and factors far from 0 and 1. */
  public static void disturb(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Pair<String, Parameter> entry : network.parameters()) {
      switch (entry.getValue().getType()) {
        case GAMMA -> fill(entry.getValue(), random, 0.5, 1.5);
        case BETA, RUNNING_MEAN -> fill(entry.getValue(), random, -0.5, 0.5);
        case RUNNING_VAR -> fill(entry.getValue(), random, 0.5, 4);
        default -> {}
      }
    }
  }

  /** Sets a parameter's values. */
  public static void set(Network network, int index, float... values) {
    network.parameters().get(index).getValue().getArray().set(values);
  }

  private static Network network(NDManager manager, long seed, Block block) {
    return new Network(manager, block, IMAGE, seed);
  }

  private static Block convolution(int filters) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .optPadding(new Shape(1, 1))
        .setFilters(filters)
        .build();
  }

  private static Block dense(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static void fill(Parameter parameter, SplittableRandom random, double low, double high) {
    NDArray array = parameter.getArray();
    float[] values = new float[(int) array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    array.set(values);
  }
}
