package dev.gauntlet.plugins.deepfool;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * DeepFool's loop. An image is judged, and the model linearized, where the overshoot puts it; it
 * leaves the batch when it is misclassified.
 *
 * @param norm L2 or L∞
 * @param candidates how many wrong classes are considered
 */
record BoundaryWalk(
    Differentiable source, Norm norm, int classes, int steps, double overshoot, int candidates) {
  /**
   * Walks until each image is misclassified or the steps are spent.
   *
   * @param clean (N,C,H,W)
   * @param objective untargeted
   * @return (N,C,H,W), pixels in [0, 1]
   */
  NDArray run(NDArray clean, long[] labels, Objective objective) {
    Shape each = clean.getShape().slice(1);
    float[] origins = clean.toFloatArray();
    int size = Math.toIntExact(each.size());
    Way[] ways = new Way[labels.length];
    for (int image = 0; image < ways.length; image++) {
      float[] origin = Arrays.copyOfRange(origins, image * size, (image + 1) * size);
      ways[image] = new Way(origin, 1 + overshoot);
    }
    int[][] rivals = rivals(clean, labels);
    int[] standing = Rows.all(labels.length);
    for (int step = 0; step < steps && standing.length > 0; step++) {
      try (NDManager scope = clean.getManager().newSubManager()) {
        NDArray images = images(ways, standing, each, scope);
        NDArray logits = source.logits(images);
        Objective part = objective.select(standing, scope);
        boolean[] reached = part.reached(logits);
        part.report(images, reached, distances(ways, standing));
        int[] rows = Rows.where(reached, false);
        standing = Rows.of(standing, rows);
        if (rows.length > 0) {
          Step[] nearest = nearest(Rows.select(images, rows), labels, rivals, standing);
          for (int i = 0; i < standing.length; i++) {
            ways[standing[i]].add(nearest[i]);
          }
          int[] moved =
              IntStream.range(0, nearest.length).filter(i -> nearest[i].leads()).toArray();
          standing = Rows.of(standing, moved);
        }
      }
    }
    return images(ways, Rows.all(ways.length), each, clean.getManager());
  }

  private double[] distances(Way[] ways, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> ways[row].distance(norm)).toArray();
  }

  // The wrong classes of each image, the likeliest first.
  private int[][] rivals(NDArray clean, long[] labels) {
    float[] logits;
    try (NDArray values = source.logits(clean)) {
      logits = values.toFloatArray();
    }
    return IntStream.range(0, labels.length)
        .mapToObj(
            image ->
                IntStream.range(0, classes)
                    .filter(k -> k != labels[image])
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> -logits[image * classes + k]))
                    .limit(candidates)
                    .mapToInt(Integer::intValue)
                    .toArray())
        .toArray(int[][]::new);
  }

  private Step[] nearest(NDArray images, long[] labels, int[][] rivals, int[] standing) {
    NDManager scope = images.getManager();
    Step[] nearest = new Step[standing.length];
    Arrays.fill(nearest, Step.NONE);
    long[] own = Arrays.stream(standing).mapToLong(image -> labels[image]).toArray();
    LogitLoss ownLogit = Losses.logit(scope.create(own), classes);
    for (int rank = 0; rank < rivals[0].length; rank++) {
      int place = rank;
      long[] others = Arrays.stream(standing).mapToLong(image -> rivals[image][place]).toArray();
      LogitLoss otherLogit = Losses.logit(scope.create(others), classes);
      try (InputGradient slope =
          source.inputGradient(images, logits -> otherLogit.of(logits).sub(ownLogit.of(logits)))) {
        float[] logits = slope.logits().toFloatArray();
        float[] gradients = slope.gradient().toFloatArray();
        int size = gradients.length / standing.length;
        for (int i = 0; i < nearest.length; i++) {
          double lead =
              (double) logits[i * classes + (int) others[i]] - logits[i * classes + (int) own[i]];
          float[] gradient = Arrays.copyOfRange(gradients, i * size, (i + 1) * size);
          Step step = Step.towards(norm, lead, gradient);
          nearest[i] = step.distance() < nearest[i].distance() ? step : nearest[i];
        }
      }
    }
    return nearest;
  }

  private static NDArray images(Way[] ways, int[] rows, Shape each, NDManager manager) {
    int size = Math.toIntExact(each.size());
    float[] values = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(ways[rows[i]].end(), 0, values, i * size, size);
    }
    return manager.create(values, new Shape(rows.length).addAll(each));
  }
}
