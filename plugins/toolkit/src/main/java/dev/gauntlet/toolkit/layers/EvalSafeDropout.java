package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Dropout (Srivastava et al., 2014): drops values in training, and is the identity in evaluation,
 * without asking the engine, whose recording mode says "training" even for an attack's gradient.
 */
public final class EvalSafeDropout extends AbstractBlock {
  private final float rate;

  /** Drops each value with probability {@code rate} in training. */
  public EvalSafeDropout(float rate) {
    this.rate = rate;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    return training
        ? Dropout.dropout(inputs.singletonOrThrow(), rate, true)
        : new NDList(inputs.singletonOrThrow());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
