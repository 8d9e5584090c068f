package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/** The pixels of an image in one row: channel by channel, row by row. */
record Grid(int channels, int height, int width) {
  /** A square window, the same in every channel. */
  record Window(int top, int left, int side) {}

  static Grid of(Shape image) {
    return new Grid(
        Math.toIntExact(image.get(0)),
        Math.toIntExact(image.get(1)),
        Math.toIntExact(image.get(2)));
  }

  int size() {
    return channels * height * width;
  }

  int index(int channel, int row, int column) {
    return (channel * height + row) * width + column;
  }

  /** The side of a square that covers a share of the area, rounded. */
  int side(double share) {
    return Math.toIntExact(Math.round(Math.sqrt(share * height * width)));
  }

  /** A window anywhere in the image; a side that does not fit is cut. */
  Window window(int side, SplittableRandom random) {
    int fitting = Math.max(1, Math.min(side, Math.min(height, width)));
    int top = random.nextInt(height - fitting + 1);
    return new Window(top, random.nextInt(width - fitting + 1), fitting);
  }
}
