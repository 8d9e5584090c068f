package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.gauntlet.api.GauntletException;

/**
 * Enlarges (N,C,H,W) by a whole factor, as the product with an interpolation matrix per axis: plain
 * arithmetic that both engines differentiate. Followed by a convolution it replaces the transposed
 * convolution, which DJL has not on PyTorch and gets wrong on MXNet.
 */
public final class Upsampling extends AbstractBlock {
  /** How a new value is made from the old ones. */
  public enum Mode {
    /** The value of the nearest old pixel. */
    NEAREST,
    /**
     * Linear in both directions, pixel centres kept apart evenly ("align corners" off), borders
     * repeated.
     */
    BILINEAR
  }

  private final Mode mode;
  private final int factor;

  /** Enlarges height and width {@code factor} times. */
  public Upsampling(Mode mode, int factor) {
    if (factor < 1) {
      throw new GauntletException("upsampling: the factor must be at least 1, got " + factor);
    }
    this.mode = mode;
    this.factor = factor;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    return new NDList(widen(widen(input).transpose(0, 1, 3, 2)).transpose(0, 1, 3, 2));
  }

  private NDArray widen(NDArray images) {
    Shape shape = images.getShape();
    int width = (int) shape.get(3);
    NDArray rows = images.reshape(-1, width);
    return rows.matMul(matrix(images.getManager(), width))
        .reshape(shape.get(0), shape.get(1), shape.get(2), (long) width * factor);
  }

  private NDArray matrix(NDManager manager, int length) {
    int longer = length * factor;
    float[] weights = new float[length * longer];
    for (int to = 0; to < longer; to++) {
      if (mode == Mode.NEAREST) {
        weights[to / factor * longer + to] = 1;
      } else {
        double from = Math.min(Math.max((to + 0.5) / factor - 0.5, 0), length - 1.0);
        int left = (int) from;
        int right = Math.min(left + 1, length - 1);
        weights[left * longer + to] += (float) (1 - (from - left));
        weights[right * longer + to] += (float) (from - left);
      }
    }
    return manager.create(weights, new Shape(length, longer));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), in.get(2) * factor, in.get(3) * factor)};
  }
}
