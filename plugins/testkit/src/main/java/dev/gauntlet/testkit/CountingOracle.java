package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.Oracle;
import java.util.function.UnaryOperator;

/** Answers until an image's questions are spent. */
final class CountingOracle implements Oracle {
  private final UnaryOperator<NDArray> answers;
  private final long[] left;

  /** Counts {@code left} down, which scores and decisions share. */
  CountingOracle(UnaryOperator<NDArray> answers, long[] left) {
    this.answers = answers;
    this.left = left;
  }

  @Override
  public NDArray ask(NDArray images, int[] positions) {
    if (images.getShape().get(0) != positions.length) {
      throw new AccessException(
          "asked about "
              + images.getShape().get(0)
              + " images but named "
              + positions.length
              + " positions");
    }
    for (int position : positions) {
      if (left[position]-- <= 0) {
        throw new AccessException("image " + position + " has no question left");
      }
    }
    return answers.apply(images);
  }

  @Override
  public long remaining(int position) {
    return Math.max(0, left[position]);
  }
}
