package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import java.util.Locale;

/**
 * A weighted sum of a model's logits for each image of a batch, added up in double precision in
 * host memory: between nearby points it loses no more than the float32 logits themselves have lost.
 */
final class Landscape {
  private final Differentiable model;
  private final NDManager manager;
  private final Shape shape;
  private final float[] weights;
  private final int classes;

  /**
   * The sums with these weights.
   *
   * @param shape (N,C,H,W) of the points
   * @param weights (N,K), row by row
   */
  Landscape(Differentiable model, NDManager manager, Shape shape, float[] weights) {
    this.model = model;
    this.manager = manager;
    this.shape = shape;
    this.weights = weights;
    this.classes = Math.toIntExact(weights.length / shape.get(0));
  }

  /** A model's logits, (N,K) row by row. */
  static float[] logits(Differentiable model, NDManager manager, Shape shape, float[] points) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray logits = model.logits(scope.create(points, shape));
      requireFloats("logits", logits);
      if (logits.getShape().dimension() != 2 || logits.getShape().get(0) != shape.get(0)) {
        throw new GauntletException(
            String.format(
                Locale.ROOT,
                "the logits have the shape %s, expected (%d,K)",
                logits.getShape(),
                shape.get(0)));
      }
      return logits.toFloatArray();
    }
  }

  /** The sum of each image, at one point each. */
  double[] heights(float[] points) {
    float[] logits = logits(model, manager, shape, points);
    double[] heights = new double[Math.toIntExact(shape.get(0))];
    for (int i = 0; i < heights.length; i++) {
      for (int k = 0; k < classes; k++) {
        heights[i] += (double) weights[i * classes + k] * logits[i * classes + k];
      }
    }
    return heights;
  }

  /** The model's own word on the slopes of the sums, (N,C,H,W) row by row. */
  float[] gradient(float[] points) {
    try (NDManager scope = manager.newSubManager();
        InputGradient both =
            model.inputGradient(
                scope.create(points, shape),
                logits ->
                    logits
                        .mul(logits.getManager().create(weights, logits.getShape()))
                        .sum(new int[] {1}))) {
      requireFloats("gradient", both.gradient());
      if (!both.gradient().getShape().equals(shape)) {
        throw new GauntletException(
            "the gradient has the shape %s, expected that of the images, %s"
                .formatted(both.gradient().getShape(), shape));
      }
      return both.gradient().toFloatArray();
    }
  }

  private static void requireFloats(String what, NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new GauntletException(
          "the %s are of the type %s, expected float32".formatted(what, array.getDataType()));
    }
  }
}
