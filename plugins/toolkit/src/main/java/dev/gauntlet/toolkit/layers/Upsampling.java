package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.gauntlet.api.GauntletException;

/**
 * Enlarges (N,C,H,W) by interpolation. Followed by a convolution it replaces the transposed
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

  @FunctionalInterface
  private interface Size {
    long of(Shape images, int axis);
  }

  private final Mode mode;
  private final Size size;

  private Upsampling(Mode mode, Size size) {
    this.mode = mode;
    this.size = size;
  }

  /** Enlarges height and width {@code factor} times. */
  public Upsampling(Mode mode, int factor) {
    this(mode, (images, axis) -> images.get(axis) * factor);
    if (factor < 1) {
      throw new GauntletException("upsampling: the factor must be at least 1, got " + factor);
    }
  }

  /** Enlarges to a given size, which need not be a whole multiple of the old one. */
  public static Upsampling to(Mode mode, int height, int width) {
    return new Upsampling(mode, (images, axis) -> axis == 2 ? height : width);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    Shape out = enlarged(input.getShape());
    return new NDList(Resampling.resample(input, (int) out.get(2), (int) out.get(3), this::weigh));
  }

  private void weigh(int to, int length, float[] weights) {
    int old = weights.length;
    if (mode == Mode.NEAREST) {
      weights[(int) ((long) to * old / length)] = 1;
    } else {
      double from = Math.min(Math.max((to + 0.5) * old / length - 0.5, 0), old - 1.0);
      int left = (int) from;
      int right = Math.min(left + 1, old - 1);
      weights[left] += (float) (1 - (from - left));
      weights[right] += (float) (from - left);
    }
  }

  private Shape enlarged(Shape in) {
    long height = size.of(in, 2);
    long width = size.of(in, 3);
    if (height < in.get(2) || width < in.get(3)) {
      throw new GauntletException(
          "upsampling: cannot shrink " + in + " to " + height + "×" + width);
    }
    return new Shape(in.get(0), in.get(1), height, width);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {enlarged(inputShapes[0])};
  }
}
