package dev.gauntlet.toolkit.architectures;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;

/** The square convolutions and poolings that the papers' tables are written in. */
final class Convolutions {
  private Convolutions() {}

  /** Stride 1, output as large as the input; {@code size} is odd. */
  static Block same(int filters, int size) {
    return padded(filters, size, size / 2);
  }

  /** Stride 1, no padding. */
  static Block valid(int filters, int size) {
    return padded(filters, size, 0);
  }

  /** 2×2, stride 2. */
  static Block maxPool() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }

  private static Block padded(int filters, int size, int padding) {
    return Conv2d.builder()
        .setKernelShape(new Shape(size, size))
        .optPadding(new Shape(padding, padding))
        .setFilters(filters)
        .build();
  }
}
