package dev.gauntlet.harness.analysis;

import dev.gauntlet.harness.execution.Detections;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A classifier with a detector at one threshold: shares of clean and of attacked images.
 *
 * @param threshold a score above it is a rejection; infinite without rejection
 * @param cleanRejected clean images that are rejected
 * @param clean clean images that are right: classified correctly and not rejected
 * @param attackedRejected attacked images that are rejected
 * @param attacked attacked images that are right: rejected, or classified correctly
 */
record OperatingPoint(
    double threshold,
    double cleanRejected,
    double clean,
    double attackedRejected,
    double attacked) {

  /** What a threshold makes of images with these labels. */
  static OperatingPoint at(double threshold, int[] labels, Detections clean, Detections attacked) {
    int n = labels.length;
    int cleanRejected = 0;
    int cleanRight = 0;
    int attackedRejected = 0;
    int attackedRight = 0;
    for (int i = 0; i < n; i++) {
      boolean rejectsClean = clean.scores().get(i) > threshold;
      boolean rejectsAttacked = attacked.scores().get(i) > threshold;
      cleanRejected += rejectsClean ? 1 : 0;
      cleanRight += !rejectsClean && clean.labels().get(i) == labels[i] ? 1 : 0;
      attackedRejected += rejectsAttacked ? 1 : 0;
      attackedRight += rejectsAttacked || attacked.labels().get(i) == labels[i] ? 1 : 0;
    }
    return new OperatingPoint(
        threshold,
        (double) cleanRejected / n,
        (double) cleanRight / n,
        (double) attackedRejected / n,
        (double) attackedRight / n);
  }

  /** The classifier alone. */
  static OperatingPoint withoutRejection(int[] labels, Detections clean, Detections attacked) {
    return at(Double.POSITIVE_INFINITY, labels, clean, attacked);
  }

  /** An observed score above which at most this share of the images lies. */
  static double threshold(Detections images, double rejected) {
    double[] scores = images.scores().stream().mapToDouble(score -> score).sorted().toArray();
    int kept = scores.length - (int) (rejected * scores.length);
    return scores[Math.max(0, kept - 1)];
  }

  /** Accuracy where this share of the images is attacked: (1 − ρ)·clean + ρ·attacked. */
  double accuracy(double rho) {
    return (1 - rho) * clean + rho * attacked;
  }

  /**
   * The share of attacked images from which on this beats another, whose line crosses it there;
   * empty where it never does.
   */
  OptionalDouble aheadFrom(OperatingPoint other) {
    double lost = other.clean - clean;
    double won = attacked - other.attacked;
    if (won <= 0 && lost >= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(lost <= 0 ? 0 : lost / (lost + won));
  }

  /** Thresholds without those that come twice, rising. */
  static double[] distinct(double... thresholds) {
    return Arrays.stream(thresholds).distinct().sorted().toArray();
  }

  /** Shares of attacked images from 0 to 1. */
  static double[] rhos(int steps) {
    return IntStream.rangeClosed(0, steps).mapToDouble(i -> (double) i / steps).toArray();
  }
}
