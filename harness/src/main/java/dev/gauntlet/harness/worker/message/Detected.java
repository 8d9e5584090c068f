package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * What a defense's detector says, and what its classifier says whether the image is rejected or
 * not.
 *
 * @param labels one per image
 * @param scores one per image, in [0, 1]: the larger, the more adversarial
 * @param threshold above which the defense rejects
 */
public record Detected(List<Integer> labels, List<Double> scores, double threshold)
    implements Reply {
  public Detected {
    labels = List.copyOf(labels);
    scores = List.copyOf(scores);
  }
}
