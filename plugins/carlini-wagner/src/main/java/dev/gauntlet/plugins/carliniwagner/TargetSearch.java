package dev.gauntlet.plugins.carliniwagner;

import dev.gauntlet.toolkit.attacks.Objective;

/**
 * One image on its way to a target: descents of ‖x̂ − x‖² + c·CE(x̂, target) for one c after
 * another. Keeps the nearest success among all images that it asks about.
 */
final class TargetSearch {
  private final int position;
  private final int iterations;
  private final float[] clean;
  private final double[] start;
  private final WeightBisection weights;
  private BoxDescent descent;
  private boolean succeeded;
  private float[] best;
  private double distance = Double.POSITIVE_INFINITY;
  private float margin = Float.NEGATIVE_INFINITY;

  /**
   * Before the first question.
   *
   * @param position of the image in its batch
   * @param clean (C·H·W), not changed afterwards
   * @param iterations of each descent, at most
   */
  TargetSearch(int position, float[] clean, int iterations, WeightBisection weights) {
    this.position = position;
    this.iterations = iterations;
    this.clean = clean;
    this.start = new double[clean.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = clean[i];
    }
    this.weights = weights;
    this.descent = new BoxDescent(iterations, start);
    this.best = clean;
  }

  int position() {
    return position;
  }

  /** Whether there is anything left to ask. */
  boolean goesOn() {
    return weights.goesOn() && distance > 0;
  }

  /** The nearest success, else what came nearest to one. */
  float[] best() {
    return best;
  }

  /** Writes the image to ask about into a batch. */
  void copyTo(float[] batch, int from) {
    double[] pixels = descent.next();
    for (int i = 0; i < pixels.length; i++) {
      batch[from + i] = (float) pixels[i];
    }
  }

  /**
   * Goes on from what the source says of that image.
   *
   * @param lead positive where the image has succeeded
   * @param odds the log odds of the target
   * @param slopes the gradient of the log odds, (C·H·W) from {@code from} on
   * @return how far the image is from the clean one, L2
   */
  double answered(float lead, double odds, float[] slopes, int from) {
    double[] pixels = descent.next();
    double[] gradient = new double[pixels.length];
    // CE = log(1 + exp(log odds)): its gradient, taken through the log odds, keeps the precision
    // that float32 loses in the softmax.
    double factor = weights.weight() / (1 + Math.exp(-odds));
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      double change = pixels[i] - clean[i];
      squares += change * change;
      gradient[i] = factor * slopes[from + i] + 2 * change;
    }
    double crossEntropy = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
    double reached = Math.sqrt(squares);
    keep(pixels, reached, lead);
    descent.at(squares + weights.weight() * crossEntropy, gradient);
    if (descent.done()) {
      weights.tried(succeeded);
      succeeded = false;
      descent = new BoxDescent(iterations, start);
    }
    return reached;
  }

  private void keep(double[] pixels, double reached, float lead) {
    boolean success = lead > Objective.CLEAR_LEAD;
    succeeded |= success;
    if (success ? reached < distance : Double.isInfinite(distance) && lead > margin) {
      best = new float[pixels.length];
      for (int i = 0; i < best.length; i++) {
        best[i] = (float) pixels[i];
      }
      margin = lead;
      distance = success ? reached : distance;
    }
  }
}
