package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The lateral connection of a U-net (Ronneberger et al., 2015): the channels that a deeper path
 * makes of the input, and after them the input's own.
 */
public final class LateralConcatenation extends AbstractBlock {
  private final Block deeper;

  /** The path maps (N,C,H,W) to (N,D,H,W); the whole then gives (N,D+C,H,W). */
  public LateralConcatenation(Block deeper) {
    this.deeper = addChildBlock("deeper", deeper);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    deeper.initialize(manager, type, inputShapes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray feedback = deeper.forward(store, inputs, training).singletonOrThrow();
    return new NDList(feedback.concat(inputs.singletonOrThrow(), 1));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    long channels = deeper.getOutputShapes(inputShapes)[0].get(1) + in.get(1);
    return new Shape[] {new Shape(in.get(0), channels, in.get(2), in.get(3))};
  }
}
