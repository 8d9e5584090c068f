package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.Convolutions;

/**
 * Images of two pixels, a denoiser that adds 0.1, and a target that can be computed by hand: f =
 * ReLU(2x − 0.7), z = (f₁ + 2f₂, 3f₁ − f₂ + 0.5).
 */
record TinyPipeline(Network target, Network pipeline) implements AutoCloseable {
  private static final Shape IMAGE = new Shape(1, 1, 2);

  static TinyPipeline of(NDManager manager) {
    Network target =
        new Network(
            manager,
            new SequentialBlock()
                .add(Convolutions.same(1, 1))
                .add(Activation.reluBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(2).build()),
            IMAGE,
            1);
    set(target, 0, 2);
    set(target, 1, -0.7f);
    set(target, 2, 1, 2, 3, -1);
    set(target, 3, 0, 0.5f);
    SequentialBlock block = new SequentialBlock().add(Convolutions.same(1, 1));
    target.frozenLayers().forEach(block::add);
    Network pipeline = new Network(manager, block, IMAGE, 1);
    set(pipeline, 0, 1);
    set(pipeline, 1, 0.1f);
    return new TinyPipeline(target, pipeline);
  }

  /** Clean (0.25, 0.6) and (0.5, 0.4); perturbed (0.2, 0.4) and (0.5, 0.5); labels 0 and 1. */
  static ImageBatch pairs(NDManager manager) {
    return new ImageBatch(
        manager.create(
            new float[] {0.25f, 0.6f, 0.2f, 0.4f, 0.5f, 0.4f, 0.5f, 0.5f}, new Shape(2, 2, 1, 2)),
        manager.create(new long[] {0, 1}));
  }

  private static void set(Network network, int parameter, float... values) {
    NDArray array = network.parameters().get(parameter).getValue().getArray();
    array.set(values);
  }

  @Override
  public void close() {
    pipeline.close();
    target.close();
  }
}
