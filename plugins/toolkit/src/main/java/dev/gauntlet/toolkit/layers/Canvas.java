package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Puts images into the middle of a canvas of another size: pads with zeros where it is larger,
 * crops where it is smaller. Where the margins cannot be equal, the larger one is at the bottom and
 * at the right, so that cropping undoes padding.
 */
public final class Canvas extends AbstractBlock {
  private final int height;
  private final int width;

  /** Makes (N,C,height,width) of (N,C,H,W). */
  public Canvas(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(Resampling.resample(inputs.singletonOrThrow(), height, width, Canvas::weigh));
  }

  private static void weigh(int to, int length, float[] weights) {
    int from = to - (length - weights.length) / 2;
    if (from >= 0 && from < weights.length) {
      weights[from] = 1;
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), height, width)};
  }
}
