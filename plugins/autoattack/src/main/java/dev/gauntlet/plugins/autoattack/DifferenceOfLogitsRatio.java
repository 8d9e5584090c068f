package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.losses.Losses;

/**
 * The difference-of-logits ratio (Croce and Hein 2020, section 4): a margin divided by the spread
 * of the largest logits, so that neither a shift nor a scale of the logits changes it. Positive
 * where the image is misclassified.
 */
final class DifferenceOfLogitsRatio {
  // Larger than any difference of logits, small enough not to swallow them in float32.
  private static final float MASK = 1e4f;
  private static final float TINY = 1e-7f;
  private static final double[] FIRST_LESS_THIRD = {1, 0, -1};
  private static final double[] FIRST_LESS_THIRD_AND_FOURTH = {1, 0, -0.5, -0.5};

  private DifferenceOfLogitsRatio() {}

  /**
   * (max_{j≠y} z_j − z_y) / (z_π1 − z_π3), where π sorts the logits in descending order. With two
   * classes there is no third: then the log odds, which are the margin itself.
   *
   * @param labels (N), int64
   */
  static LogitLoss untargeted(NDArray labels, int classes) {
    return classes < FIRST_LESS_THIRD.length
        ? Losses.logOdds(labels, classes)
        : ratio(Losses.margin(labels, classes), FIRST_LESS_THIRD, classes);
  }

  /**
   * (z_t − z_y) / (z_π1 − (z_π3 + z_π4)/2). With fewer than four classes there is no fourth: then
   * the difference z_t − z_y alone, which has the same sign.
   *
   * @param labels (N), int64
   * @param targets (N), int64
   */
  static LogitLoss targeted(NDArray labels, NDArray targets, int classes) {
    LogitLoss lead = lead(targets, labels, classes);
    return classes < FIRST_LESS_THIRD_AND_FOURTH.length
        ? lead
        : ratio(lead, FIRST_LESS_THIRD_AND_FOURTH, classes);
  }

  /** z_t − z_y. */
  static LogitLoss lead(NDArray targets, NDArray labels, int classes) {
    LogitLoss ahead = Losses.logit(targets, classes);
    LogitLoss behind = Losses.logit(labels, classes);
    return logits -> ahead.of(logits).sub(behind.of(logits));
  }

  private static LogitLoss ratio(LogitLoss difference, double[] weights, int classes) {
    return logits -> difference.of(logits).div(weightedByRank(logits, weights, classes).add(TINY));
  }

  // Ranks are chosen by masks, not by an engine's sorting: of equal logits each gets one rank.
  private static NDArray weightedByRank(NDArray logits, double[] weights, int classes) {
    NDArray left = logits.stopGradient();
    NDArray weightOfClass = left.zerosLike();
    for (double weight : weights) {
      NDArray top = left.argMax(1).oneHot(classes, DataType.FLOAT32);
      weightOfClass = weightOfClass.add(top.mul(weight));
      left = left.sub(top.mul(MASK));
    }
    return logits.mul(weightOfClass).sum(new int[] {1});
  }
}
