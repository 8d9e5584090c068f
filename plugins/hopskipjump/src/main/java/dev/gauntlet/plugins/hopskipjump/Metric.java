package dev.gauntlet.plugins.hopskipjump;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Norm;

/** What the walk does differently in L2 and L∞; d is the number of pixel values. */
enum Metric {
  L2 {
    @Override
    double distance(float[] from, float[] to) {
      double squares = 0;
      for (int i = 0; i < from.length; i++) {
        double change = (double) to[i] - from[i];
        squares += change * change;
      }
      return Math.sqrt(squares);
    }

    @Override
    float[] approach(float[] clean, float[] image, double share) {
      float[] nearer = new float[clean.length];
      for (int i = 0; i < clean.length; i++) {
        nearer[i] = Pixels.cut(clean[i] + share * (image[i] - clean[i]));
      }
      return nearer;
    }

    @Override
    double threshold(int dimensions) {
      return 1 / (dimensions * Math.sqrt(dimensions));
    }

    @Override
    void toStep(double[] gradient) {
      Pixels.normalize(gradient);
    }
  },

  LINF {
    @Override
    double distance(float[] from, float[] to) {
      double largest = 0;
      for (int i = 0; i < from.length; i++) {
        largest = Math.max(largest, Math.abs((double) to[i] - from[i]));
      }
      return largest;
    }

    @Override
    float[] approach(float[] clean, float[] image, double share) {
      double radius = share * distance(clean, image);
      float[] nearer = new float[clean.length];
      for (int i = 0; i < clean.length; i++) {
        double change = (double) image[i] - clean[i];
        nearer[i] = Pixels.cut(clean[i] + Math.max(-radius, Math.min(radius, change)));
      }
      return nearer;
    }

    @Override
    double threshold(int dimensions) {
      return 1 / ((double) dimensions * dimensions);
    }

    @Override
    void toStep(double[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Math.signum(gradient[i]);
      }
    }
  };

  static Metric of(Norm norm) {
    return switch (norm) {
      case L2 -> L2;
      case LINF -> LINF;
      case L0 -> throw new GauntletException("HopSkipJump has no L0 form; use JSMA");
    };
  }

  abstract double distance(float[] from, float[] to);

  /**
   * An image on the way from the clean one (share 0) to another (share 1): between them in L2, the
   * other cut to a part of its distance in L∞.
   */
  abstract float[] approach(float[] clean, float[] image, double share);

  /** How exactly the boundary is searched, θ, as a share of the way. */
  abstract double threshold(int dimensions);

  /** Turns a gradient into the direction to step in. */
  abstract void toStep(double[] gradient);
}
