package dev.gauntlet.harness.worker.message;

import java.util.List;
import java.util.Optional;

/**
 * What the source says of the images of {@link Asked}.
 *
 * @param labels one per image; none where it is inapplicable
 * @param scores path of an NPZ: {@code logits} float32 (M,K), where they were asked for
 * @param inapplicable why it cannot say what was asked
 */
public record Told(List<Integer> labels, Optional<String> scores, Optional<String> inapplicable)
    implements Request {
  public Told {
    labels = List.copyOf(labels);
  }
}
