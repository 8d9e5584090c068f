package dev.gauntlet.toolkit.projections;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rounding to 8 bits per value, k / 255. The harness rounds with it what attacks return in a suite
 * with {@code pixels: uint8}; attacks see with it beforehand what will be judged.
 */
public final class EightBits {
  // What float32 costs where a budget is a whole number of levels.
  private static final double TOLERANCE = 1e-6;

  private EightBits() {}

  /**
   * The nearest image of 8 bits, whatever the budget.
   *
   * @param images of any shape, float32, in [0, 1]
   * @return the same shape, in the manager of {@code images}
   */
  public static NDArray nearest(NDArray images) {
    return images.mul(Levels.HIGHEST).addi(0.5).floor().divi(Levels.HIGHEST);
  }

  /**
   * Rounds a batch as {@link #round(Budget, float[], float[])} rounds an image.
   *
   * @param clean (N,C,H,W), of 8 bits
   * @param images (N,C,H,W), in the ball
   * @return (N,C,H,W), in the manager of {@code images}
   */
  public static NDArray round(Budget budget, NDArray clean, NDArray images) {
    float[] from = clean.toFloatArray();
    float[] values = images.toFloatArray();
    int each = Math.toIntExact(images.getShape().slice(1).size());
    for (int start = 0; start < values.length; start += each) {
      float[] image = Arrays.copyOfRange(values, start, start + each);
      round(budget, Arrays.copyOfRange(from, start, start + each), image);
      System.arraycopy(image, 0, values, start, each);
    }
    return images.getManager().create(values, images.getShape());
  }

  /**
   * Rounds an image in the ball without leaving the ball: each value to the nearest level where the
   * budget allows, else to the one towards the clean image.
   *
   * @param clean (C·H·W), itself of 8 bits
   * @param image (C·H·W), in [0, 1] and in the ball; changed in place
   */
  public static void round(Budget budget, float[] clean, float[] image) {
    float[] original = image.clone();
    for (int i = 0; i < image.length; i++) {
      image[i] = Levels.value(Levels.nearest(original[i]));
    }
    if (budget.norm() == Norm.LINF) {
      keepWithin(levels(budget.epsilon()), clean, image);
    } else if (budget.norm() == Norm.L2) {
      takeBack(budget.epsilon(), clean, original, image);
    }
  }

  /** How many levels an L∞ radius allows. */
  static int levels(double epsilon) {
    return (int) Math.floor(epsilon * Levels.HIGHEST + TOLERANCE);
  }

  // In whole levels, because (x + 8/255) - x in floats may come out above 8/255.
  private static void keepWithin(int radius, float[] clean, float[] image) {
    for (int i = 0; i < image.length; i++) {
      int origin = Levels.nearest(clean[i]);
      int level = Levels.nearest(image[i]);
      image[i] = Levels.value(Math.min(origin + radius, Math.max(origin - radius, level)));
    }
  }

  // Takes back, one by one, the roundings away from the clean image that were closest calls.
  private static void takeBack(double epsilon, float[] clean, float[] original, float[] image) {
    double excess = squares(clean, image) - epsilon * epsilon;
    if (excess <= 0) {
      return;
    }
    int[] away =
        IntStream.range(0, image.length)
            .filter(i -> Math.abs(image[i] - clean[i]) > Math.abs(original[i] - clean[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(image[i] - original[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : away) {
      double before = square((double) image[i] - clean[i]);
      image[i] = Levels.value(Levels.towards(clean[i], original[i]));
      excess -= before - square((double) image[i] - clean[i]);
      if (excess <= 0 && squares(clean, image) <= epsilon * epsilon) {
        return;
      }
    }
  }

  private static double squares(float[] clean, float[] image) {
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      sum += square((double) image[i] - clean[i]);
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
