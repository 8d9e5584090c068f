package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A layer of one network inside another: always in evaluation mode, and its parameters are not the
 * other network's, so nothing that the other learns changes them.
 */
final class FrozenLayer extends AbstractBlock {
  private final Block layer;
  private final ParameterStore own;

  FrozenLayer(Block layer, ParameterStore own) {
    this.layer = layer;
    this.own = own;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return layer.forward(own, inputs, false);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return layer.getOutputShapes(inputShapes);
  }
}
