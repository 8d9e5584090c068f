package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * A defense's answers.
 *
 * @param labels one per image
 * @param rejected one per image
 */
public record Classified(List<Integer> labels, List<Boolean> rejected) implements Reply {
  public Classified {
    labels = List.copyOf(labels);
    rejected = List.copyOf(rejected);
  }
}
