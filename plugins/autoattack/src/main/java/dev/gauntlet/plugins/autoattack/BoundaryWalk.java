package dev.gauntlet.plugins.autoattack;

import dev.gauntlet.toolkit.projections.Levels;
import java.util.Arrays;

/** Where FAB is with one image. */
final class BoundaryWalk {
  private final double[] clean;
  private final boolean eightBits;
  private final double[] current;
  private double[] nearest;
  private double distance = Double.POSITIVE_INFINITY;
  private float askedLead = Float.NaN;
  private float lostToRounding;

  /**
   * At the clean image.
   *
   * @param eightBits whether only images of 8 bits count
   */
  BoundaryWalk(float[] pixels, boolean eightBits) {
    this.clean = new double[pixels.length];
    Arrays.setAll(clean, i -> pixels[i]);
    this.eightBits = eightBits;
    this.current = clean.clone();
    this.nearest = clean;
  }

  /** Writes the current image into a batch. */
  void current(float[] batch, int from) {
    write(current, batch, from);
  }

  /** Writes the image that the source is asked about: the current one, rounded if it must be. */
  void asked(float[] batch, int from) {
    for (int i = 0; i < current.length; i++) {
      batch[from + i] = asked(i);
    }
  }

  private float asked(int pixel) {
    float value = (float) current[pixel];
    return eightBits ? Levels.value(Levels.nearest(value)) : value;
  }

  /** Writes the nearest adversarial image so far; the clean one if there is none. */
  void nearest(float[] batch, int from) {
    write(nearest, batch, from);
  }

  private static void write(double[] image, float[] batch, int from) {
    for (int i = 0; i < image.length; i++) {
      batch[from + i] = (float) image[i];
    }
  }

  /** How far the nearest is from the clean image; infinite if there is none. */
  double distance() {
    return distance;
  }

  /**
   * Steps beyond the boundary, where the linearized lead is what it should be: from the current
   * image, and a little, the more the nearer the boundary is to the clean image, from that one.
   *
   * @param gradient of the lead at the current image
   * @param lead there
   */
  void step(
      FastAdaptiveBoundary method, HyperplaneProjection projection, float[] gradient, float lead) {
    double fromHere = lead - wanted(lead);
    double fromClean = fromHere;
    for (int i = 0; i < clean.length; i++) {
      fromClean += gradient[i] * (clean[i] - current[i]);
    }
    double[] here = projection.from(current, gradient, fromHere);
    double[] there = projection.from(clean, gradient, fromClean);
    double alpha = bias(projection.length(here), projection.length(there), method.alphaMax());
    for (int i = 0; i < clean.length; i++) {
      double onward = current[i] + method.eta() * here[i];
      double back = clean[i] + method.eta() * there[i];
      double next = (1 - alpha) * onward + alpha * back;
      // What the source is asked about, and what is returned, is in float32.
      current[i] = (float) Math.min(1, Math.max(0, next));
    }
  }

  // Where rounding undid the last step, as much more lead as it took.
  private double wanted(float lead) {
    if (!Float.isNaN(askedLead)) {
      lostToRounding = Math.max(0, lead - askedLead);
    }
    return FastAdaptiveBoundary.LEAD + lostToRounding;
  }

  private static double bias(double here, double there, double most) {
    return here + there > 0 ? Math.min(here / (here + there), most) : 0;
  }

  /** Keeps what was asked about if it is the nearest adversarial image, and steps back from it. */
  void crossed(HyperplaneProjection projection, double beta) {
    double[] change = new double[clean.length];
    Arrays.setAll(change, i -> asked(i) - clean[i]);
    double length = projection.length(change);
    if (length < distance) {
      distance = length;
      nearest = new double[clean.length];
      Arrays.setAll(nearest, this::asked);
    }
    for (int i = 0; i < clean.length; i++) {
      current[i] = (float) (clean[i] + beta * (current[i] - clean[i]));
    }
    askedLead = Float.NaN;
    lostToRounding /= 2;
  }

  /** Notes the lead of what was asked about, which is too small. */
  void missed(float lead) {
    askedLead = eightBits ? lead : Float.NaN;
  }
}
