package dev.gauntlet.harness.analysis;

import java.util.List;
import java.util.stream.IntStream;

/** The loss log Σ exp z − z_y, in nats. */
final class CrossEntropy {
  private CrossEntropy() {}

  /** The mean over images, each with its K logits and its label. */
  static double mean(List<List<Double>> logits, int[] labels) {
    return IntStream.range(0, labels.length)
        .mapToDouble(i -> of(logits.get(i), labels[i]))
        .average()
        .orElseThrow();
  }

  static double of(List<Double> logits, int label) {
    // Exponents of differences from the largest cannot overflow.
    double largest = logits.stream().mapToDouble(z -> z).max().orElseThrow();
    double sum = logits.stream().mapToDouble(z -> Math.exp(z - largest)).sum();
    return Math.max(0, largest + Math.log(sum) - logits.get(label));
  }
}
