package dev.gauntlet.harness.execution;

import java.util.List;

/**
 * What a detector and the classifier behind it said of images.
 *
 * @param labels the classes, whether the image is rejected or not
 * @param scores in [0, 1]: the larger, the more adversarial
 * @param threshold above which the defense rejects
 */
public record Detections(List<Integer> labels, List<Double> scores, double threshold) {
  public Detections {
    labels = List.copyOf(labels);
    scores = List.copyOf(scores);
  }
}
