package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;

/** Distances to the boundaries of the linear model, in closed form. */
final class Boundary {
  private static final int PIXELS = 64;

  private Boundary() {}

  /** min_k |f_k − f_y| / ‖w_k − w_y‖_q, or 0 for what is misclassified already. */
  static double nearest(NDArray images, int image, int label, Norm norm) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < TinyImages.CLASSES; k++) {
      if (k != label) {
        nearest = Math.min(nearest, between(images, image, label, k, norm));
      }
    }
    return nearest;
  }

  private static double between(NDArray images, int image, int label, int other, Norm norm) {
    float[] pixels = images.toFloatArray();
    float[] weights = TinyModels.linearWeights();
    double lead = 0;
    double sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      double slope = (double) weights[label * PIXELS + i] - weights[other * PIXELS + i];
      lead += slope * pixels[image * PIXELS + i];
      sum += norm == Norm.L2 ? slope * slope : Math.abs(slope);
    }
    return Math.max(0, lead) / (norm == Norm.L2 ? Math.sqrt(sum) : sum);
  }

  /** How far two versions of an image are apart. */
  static double distance(NDArray clean, NDArray found, int image, Norm norm) {
    float[] change = found.sub(clean).toFloatArray();
    double squares = 0;
    double largest = 0;
    for (int i = image * PIXELS; i < (image + 1) * PIXELS; i++) {
      squares += (double) change[i] * change[i];
      largest = Math.max(largest, Math.abs(change[i]));
    }
    return norm == Norm.L2 ? Math.sqrt(squares) : largest;
  }
}
