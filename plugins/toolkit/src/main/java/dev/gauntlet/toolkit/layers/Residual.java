package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** The sum of two ways through the network (He et al., 2016): branch(x) + shortcut(x). */
public final class Residual extends AbstractBlock {
  private final Block branch;
  private final Block shortcut;

  /** Adds the input itself to what the branch makes of it. */
  public Residual(Block branch) {
    this(branch, Blocks.identityBlock());
  }

  /** Both blocks take the same input, and give the same shape. */
  public Residual(Block branch, Block shortcut) {
    this.branch = addChildBlock("branch", branch);
    this.shortcut = addChildBlock("shortcut", shortcut);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    branch.initialize(manager, type, inputShapes);
    shortcut.initialize(manager, type, inputShapes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray sum = branch.forward(store, inputs, training).singletonOrThrow();
    return new NDList(sum.add(shortcut.forward(store, inputs, training).singletonOrThrow()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return branch.getOutputShapes(inputShapes);
  }
}
