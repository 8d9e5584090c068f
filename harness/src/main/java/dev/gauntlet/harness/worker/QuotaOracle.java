package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.Oracle;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** An oracle that lets every image ask so often. Scores and decisions draw on one quota. */
final class QuotaOracle implements Oracle {
  private final UnaryOperator<NDArray> answers;
  private final long[] left;

  /**
   * An oracle.
   *
   * @param answers what it says of images
   * @param left how many questions each image of the batch has; counted down
   */
  QuotaOracle(UnaryOperator<NDArray> answers, long[] left) {
    this.answers = answers;
    this.left = left;
  }

  @Override
  public NDArray ask(NDArray images, int[] positions) {
    if (images.getShape().get(0) != positions.length) {
      throw new AccessException(
          String.format(
              Locale.ROOT,
              "the attack asked about %d images and named %d positions",
              images.getShape().get(0),
              positions.length));
    }
    long[] after = left.clone();
    for (int position : positions) {
      if (after[position]-- <= 0) {
        throw new AccessException(
            String.format(
                Locale.ROOT,
                "image %d of the batch has no question left; remaining() tells beforehand",
                position));
      }
    }
    System.arraycopy(after, 0, left, 0, left.length);
    return answers.apply(images);
  }

  @Override
  public long remaining(int position) {
    return left[position];
  }
}
