package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * A defense's answers.
 *
 * @param labels one per image
 * @param rejected one per image
 * @param seconds inside the defense
 */
public record Classified(List<Integer> labels, List<Boolean> rejected, double seconds)
    implements Reply {
  public Classified {
    labels = List.copyOf(labels);
    rejected = List.copyOf(rejected);
  }
}
