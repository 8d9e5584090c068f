package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.projections.EightBits;
import dev.gauntlet.toolkit.projections.Levels;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What an attack that seeks the nearest image returns where pixels have 8 bits. Its images lie just
 * beyond a decision boundary, and rounding may put them back: then the way from the clean image is
 * lengthened little by little, inside the budget, until the rounded image succeeds.
 */
public final class OutwardRounding {
  private static final int TRIES = 7;
  // A level is 0.0039, and rounding moves a pixel by half of that at most; in L2 and L0 errors of
  // many pixels cancel, so the first tries are shorter.
  private static final double SHORTEST = 0.002;

  private OutwardRounding() {}

  /**
   * Rounds images so that they succeed, where they can. One forward pass for all, at most seven
   * more for those that rounding puts back.
   *
   * @param clean (N,C,H,W), of 8 bits where the context's pixels are
   * @param labels (N), int64
   * @param images (N,C,H,W), in the budget
   * @return {@code images} where the context's pixels do not have 8 bits; else (N,C,H,W), of 8
   *     bits, in the budget, in the manager of {@code images}: the first on the way that the source
   *     misclassifies, or in a targeted run takes for its target; where none is, the one with the
   *     highest margin
   */
  public static NDArray of(AttackContext context, NDArray clean, NDArray labels, NDArray images) {
    if (!context.eightBitPixels()) {
      return images;
    }
    float[][] origins = split(clean);
    float[][] ends = split(images);
    NDManager manager = images.getManager();
    try (NDManager scope = manager.newSubManager()) {
      float[][] best = rounded(context.budget(), origins, ends);
      Objective objective = Objective.of(context, labels);
      float[] margins = margins(context, objective, best, images.getShape(), scope);
      double[][] shares = new double[ends.length][];
      Arrays.setAll(shares, i -> shares(context.budget(), origins[i], ends[i]));
      for (int next = 0; next < TRIES; next++) {
        int step = next;
        int[] rows =
            IntStream.range(0, best.length)
                .filter(i -> margins[i] <= Objective.CLEAR_LEAD && step < shares[i].length)
                .toArray();
        if (rows.length == 0) {
          break;
        }
        float[][] tried = new float[rows.length][];
        Arrays.setAll(
            tried,
            i -> {
              float[] longer = lengthened(origins[rows[i]], ends[rows[i]], shares[rows[i]][step]);
              EightBits.round(context.budget(), origins[rows[i]], longer);
              return longer;
            });
        float[] reached =
            margins(context, objective.select(rows, scope), tried, images.getShape(), scope);
        for (int i = 0; i < rows.length; i++) {
          if (reached[i] > margins[rows[i]]) {
            margins[rows[i]] = reached[i];
            best[rows[i]] = tried[i];
          }
        }
      }
      return batch(best, images.getShape(), manager);
    }
  }

  /**
   * By how much to lengthen a way, in the order to try: to every whole level in L∞, by ever longer
   * pieces in L2, by ever larger parts in L0.
   *
   * @return shares of the way, above 1, none of which leaves the budget
   */
  public static double[] shares(Budget budget, float[] clean, float[] image) {
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < clean.length; i++) {
      double change = (double) image[i] - clean[i];
      largest = Math.max(largest, Math.abs(change));
      squares += change * change;
    }
    if (largest == 0) {
      return new double[0];
    }
    double length = budget.norm() == Norm.LINF ? largest : Math.sqrt(squares);
    DoubleStream lengths =
        budget.norm() == Norm.LINF
            ? levels(length)
            : IntStream.range(0, TRIES).mapToDouble(next -> length + SHORTEST * (1 << next));
    // An L0 budget counts pixels, however far they move.
    double most = budget.norm() == Norm.L0 ? Double.POSITIVE_INFINITY : budget.epsilon();
    return lengths.filter(longer -> longer <= most).map(longer -> longer / length).toArray();
  }

  private static DoubleStream levels(double length) {
    int first = (int) Math.floor(length * Levels.HIGHEST) + 1;
    return IntStream.range(first, first + TRIES)
        .mapToDouble(level -> (double) level / Levels.HIGHEST);
  }

  /** An image further on the way from the clean one, in the pixel range. */
  public static float[] lengthened(float[] clean, float[] image, double share) {
    float[] longer = new float[clean.length];
    for (int i = 0; i < longer.length; i++) {
      double change = (double) image[i] - clean[i];
      longer[i] = (float) Math.min(1, Math.max(0, clean[i] + share * change));
    }
    return longer;
  }

  private static float[][] rounded(Budget budget, float[][] clean, float[][] images) {
    float[][] rounded = new float[images.length][];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = images[i].clone();
      EightBits.round(budget, clean[i], rounded[i]);
    }
    return rounded;
  }

  private static float[] margins(
      AttackContext context, Objective objective, float[][] images, Shape shape, NDManager scope) {
    try (NDManager local = scope.newSubManager()) {
      return objective.margins(context.source().logits(batch(images, shape, local)));
    }
  }

  private static float[][] split(NDArray images) {
    float[] all = images.toFloatArray();
    int count = Math.toIntExact(images.getShape().get(0));
    int each = all.length / count;
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(all, i * each, (i + 1) * each))
        .toArray(float[][]::new);
  }

  private static NDArray batch(float[][] images, Shape like, NDManager manager) {
    int each = images[0].length;
    float[] all = new float[images.length * each];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, all, i * each, each);
    }
    return manager.create(all, new Shape(images.length).addAll(like.slice(1)));
  }
}
