package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;

/** The square convolutions and poolings that the papers' tables are written in. */
public final class Convolutions {
  private Convolutions() {}

  /** Stride 1, output as large as the input; {@code size} is odd. */
  public static Block same(int filters, int size) {
    return convolution(filters, size, size / 2, 1, true);
  }

  /** Stride 1, no padding. */
  public static Block valid(int filters, int size) {
    return convolution(filters, size, 0, 1, true);
  }

  /** 2×2, stride 2. */
  public static Block maxPool() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }

  /**
   * Adds a convolution without bias, batch normalization and ReLU.
   *
   * @param size odd
   * @param stride s; a side of n becomes ⌈n/s⌉
   * @return {@code block}
   */
  public static SequentialBlock addNormalized(
      SequentialBlock block, int filters, int size, int stride) {
    return linear(block, filters, size, stride).add(Activation.reluBlock());
  }

  /**
   * Adds a residual block of two 3×3 convolutions, each batch-normalized, with ReLU between them
   * and after the sum (He et al., 2016). Where the shape changes, the shortcut is a 1×1 convolution
   * with batch normalization (their option B), else the identity.
   *
   * @param inputs channels that come in
   * @param filters channels that go out
   * @param stride of the first convolution
   * @return {@code block}
   */
  public static SequentialBlock addResidual(
      SequentialBlock block, int inputs, int filters, int stride) {
    SequentialBlock branch = addNormalized(new SequentialBlock(), filters, 3, stride);
    Block shortcut =
        inputs == filters && stride == 1
            ? Blocks.identityBlock()
            : linear(new SequentialBlock(), filters, 1, stride);
    return block
        .add(new Residual(linear(branch, filters, 3, 1), shortcut))
        .add(Activation.reluBlock());
  }

  private static SequentialBlock linear(SequentialBlock block, int filters, int size, int stride) {
    return block
        .add(convolution(filters, size, size / 2, stride, false))
        .add(new EvalSafeBatchNorm());
  }

  private static Block convolution(int filters, int size, int padding, int stride, boolean bias) {
    return Conv2d.builder()
        .setKernelShape(new Shape(size, size))
        .optPadding(new Shape(padding, padding))
        .optStride(new Shape(stride, stride))
        .optBias(bias)
        .setFilters(filters)
        .build();
  }
}
