package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.losses.Losses;

/**
 * The search for the smallest weight c of the cross-entropy that reaches a target, for one image.
 */
record WeightSearch(
    Differentiable source, int classes, QuasiNewton descent, int searches, double initialC) {
  /**
   * The nearest success, else what came nearest to one.
   *
   * @param clean (1,C,H,W)
   * @param target (1), int64
   * @param objective what counts as success
   * @return (1,C,H,W), in the manager of {@code clean}
   */
  NDArray run(NDArray clean, NDArray target, Objective objective) {
    Trace trace = new Trace(clean, Losses.logOdds(target, classes), objective);
    double[] start = doubles(clean.toFloatArray());
    double c = initialC;
    double tooSmall = 0;
    double largeEnough = Double.POSITIVE_INFINITY;
    for (int search = 0; search < searches && trace.distance > 0; search++) {
      trace.succeeded = false;
      trace.weight = c;
      descent.minimize(trace, start);
      if (trace.succeeded) {
        largeEnough = c;
      } else {
        tooSmall = c;
      }
      c = Double.isInfinite(largeEnough) ? 10 * c : (tooSmall + largeEnough) / 2;
    }
    return clean.getManager().create(trace.best, clean.getShape());
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The function to minimize; keeps the nearest success among all the images it is asked about. */
  private final class Trace implements QuasiNewton.Function {
    private final NDManager manager;
    private final Shape shape;
    private final float[] clean;
    private final LogitLoss logOdds;
    private final Objective objective;
    private double weight;
    private boolean succeeded;
    private float[] best;
    private double distance = Double.POSITIVE_INFINITY;
    private float margin = Float.NEGATIVE_INFINITY;

    Trace(NDArray clean, LogitLoss logOdds, Objective objective) {
      this.manager = clean.getManager();
      this.shape = clean.getShape();
      this.clean = clean.toFloatArray();
      this.logOdds = logOdds;
      this.objective = objective;
      this.best = this.clean;
    }

    // CE = log(1 + exp(log odds)): its gradient, taken through the log odds, keeps the precision
    // that float32 loses in the softmax.
    @Override
    public double at(double[] point, double[] gradient) {
      float[] pixels = new float[point.length];
      double squares = 0;
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) point[i];
        squares += (point[i] - clean[i]) * (point[i] - clean[i]);
      }
      try (NDManager scope = manager.newSubManager()) {
        NDArray image = scope.create(pixels, shape);
        try (InputGradient slope = source.inputGradient(image, logOdds)) {
          keep(pixels, Math.sqrt(squares), objective.margins(slope.logits())[0]);
          objective.report(
              image, objective.reached(slope.logits()), new double[] {Math.sqrt(squares)});
          double odds = logOdds.of(slope.logits()).getFloat();
          double factor = weight / (1 + Math.exp(-odds));
          float[] slopes = slope.gradient().toFloatArray();
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] = factor * slopes[i] + 2 * (point[i] - clean[i]);
          }
          double crossEntropy = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
          return squares + weight * crossEntropy;
        }
      }
    }

    private void keep(float[] pixels, double reached, float lead) {
      boolean success = lead > Objective.CLEAR_LEAD;
      succeeded |= success;
      if (success ? reached < distance : Double.isInfinite(distance) && lead > margin) {
        best = pixels;
        margin = lead;
        distance = success ? reached : distance;
      }
    }
  }
}
