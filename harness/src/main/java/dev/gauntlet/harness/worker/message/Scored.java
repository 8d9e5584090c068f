package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * A defense's logits.
 *
 * @param logits one list of K for each image
 */
public record Scored(List<List<Double>> logits) implements Reply {
  public Scored {
    logits = logits.stream().map(List::copyOf).toList();
  }
}
