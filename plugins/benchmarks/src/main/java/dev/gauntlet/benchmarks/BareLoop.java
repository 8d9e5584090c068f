package dev.gauntlet.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

/**
 * The least that a step of the sign method can cost on an engine: forward, backward to the input,
 * sign, add; parameters frozen, no projection, nothing checked.
 */
final class BareLoop implements Loop {
  private final NDManager manager;
  private final Block block;
  private final ParameterStore store;
  private final NDArray oneHot;
  private final NDArray images;

  BareLoop(NDManager parent, Block block, NDArray images, NDArray labels, int classes) {
    this.manager = parent.newSubManager();
    this.block = block;
    this.store = new ParameterStore(manager, false);
    this.images = images;
    this.oneHot = labels.oneHot(classes, DataType.FLOAT32);
    Shape shape = images.getShape();
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(shape.slice(1)));
    block.freezeParameters(true);
  }

  @Override
  public void run(int steps) {
    NDArray current = images.duplicate();
    for (int step = 0; step < steps; step++) {
      try (NDManager scope = manager.newSubManager();
          NDArray previous = current) {
        previous.attach(scope);
        previous.setRequiresGradient(true);
        try (GradientCollector tape =
            Engine.getEngine(manager.getEngine().getEngineName()).newGradientCollector()) {
          NDArray logits = block.forward(store, new NDList(previous), false).singletonOrThrow();
          tape.backward(logits.logSoftmax(1).mul(oneHot).sum().neg());
        }
        current = previous.getGradient().sign().muli(0.01).addi(previous);
        current.attach(manager);
      }
    }
    current.toFloatArray();
    current.close();
  }
}
