package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Training images mirrored and shifted at random, as is usual on CIFAR-10 (He et al., "Deep
 * residual learning for image recognition", 2016, section 4.2).
 *
 * @param mirror whether every other image, on average, is mirrored left to right
 * @param shift the farthest that an image moves in each direction, in pixels; what comes in is 0
 */
public record Augmentation(boolean mirror, int shift) {
  private static final String MIRROR = "mirror";
  private static final String SHIFT = "shift";
  private static final String PURPOSE = "augmentation";

  /** The parameters that {@link #of} reads: nothing by default, what is usual on CIFAR-10. */
  public static List<Parameter> parameters() {
    return List.of(
        Parameter.flag(MIRROR, false, "mirror every other training image left to right, at random")
            .on("cifar10", true),
        Parameter.integer(
                SHIFT, 0, 0, 100, "farthest random move of a training image each way, in pixels")
            .on("cifar10", 4));
  }

  /** The augmentation a training's parameters ask for. */
  public static Augmentation of(Parameters parameters) {
    return new Augmentation(parameters.flag(MIRROR), parameters.integer(SHIFT));
  }

  /**
   * A batch as one step of a training sees it.
   *
   * @param batch images (B,C,H,W)
   * @param random decides for each image
   * @return images of the same shape in the same manager, and the same labels
   */
  public ImageBatch apply(ImageBatch batch, Randomness random) {
    if (!mirror && shift == 0) {
      return batch;
    }
    NDArray images = batch.images();
    Shape shape = images.getShape();
    int height = Math.toIntExact(shape.get(2));
    int width = Math.toIntExact(shape.get(3));
    int planes = Math.toIntExact(shape.get(1));
    float[] pixels = images.toFloatArray();
    float[] moved = new float[pixels.length];
    for (int image = 0; image < shape.get(0); image++) {
      SplittableRandom draws = random.generator(image, PURPOSE);
      Move move =
          new Move(
              height,
              width,
              mirror && draws.nextBoolean(),
              draws.nextInt(-shift, shift + 1),
              draws.nextInt(-shift, shift + 1));
      for (int plane = image * planes; plane < (image + 1) * planes; plane++) {
        move.copy(pixels, moved, plane * height * width);
      }
    }
    return new ImageBatch(images.getManager().create(moved, shape), batch.labels());
  }

  /** What happens to the planes (H,W) of an image; mirrored first. */
  private record Move(int height, int width, boolean mirrored, int down, int right) {
    void copy(float[] from, float[] to, int plane) {
      for (int row = Math.max(0, down); row < Math.min(height, height + down); row++) {
        for (int column = Math.max(0, right); column < Math.min(width, width + right); column++) {
          int old = column - right;
          int source = mirrored ? width - 1 - old : old;
          to[plane + row * width + column] = from[plane + (row - down) * width + source];
        }
      }
    }
  }
}
