package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * The perturbed images are written.
 *
 * @param queries the questions that were asked about each image, one number per image
 */
public record Perturbed(List<Long> queries) implements Reply {
  public Perturbed {
    queries = List.copyOf(queries);
  }
}
