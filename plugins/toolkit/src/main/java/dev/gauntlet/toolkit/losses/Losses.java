package dev.gauntlet.toolkit.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.gauntlet.api.LogitLoss;

/**
 * The losses that attacks climb and trainings descend. Each is made once for a batch's labels and
 * then applied to logits as often as needed; what an application allocates belongs to the manager
 * of the logits, so nothing is left behind with the labels.
 */
public final class Losses {
  // Larger than any difference of logits, small enough not to swallow them in float32.
  private static final float MASK = 1e4f;

  private Losses() {}

  /**
   * Cross-entropy −log softmax(z)_y.
   *
   * @param labels (N), int64
   * @param classes K
   */
  public static LogitLoss crossEntropy(NDArray labels, int classes) {
    return logits -> crossEntropy(oneHot(labels, classes, logits)).of(logits);
  }

  /**
   * Cross-entropy −Σ p·log softmax(z) with any target distribution.
   *
   * @param probabilities (N,K), float32, rows sum to 1
   */
  public static LogitLoss crossEntropy(NDArray probabilities) {
    return logits -> logits.logSoftmax(1).mul(probabilities).sum(new int[] {1}).neg();
  }

  /**
   * Smoothed targets: {@code onTrue} for the label, the rest spread evenly (e2SAD, section 3.2:
   * 0.75).
   *
   * @param labels (N), int64
   * @return (N,K), float32
   */
  public static NDArray smoothed(NDArray labels, int classes, double onTrue) {
    double onOthers = (1 - onTrue) / (classes - 1);
    return labels.oneHot(classes, DataType.FLOAT32).muli(onTrue - onOthers).addi(onOthers);
  }

  /**
   * The margin max_{j≠y} z_j − z_y: positive where the image is misclassified (Carlini and Wagner,
   * 2017, without the hinge).
   *
   * @param labels (N), int64
   */
  public static LogitLoss margin(NDArray labels, int classes) {
    return logits -> {
      NDArray own = oneHot(labels, classes, logits);
      // Chosen, not computed: of equal logits, MXNet's maximum would give each the whole slope.
      NDArray best = oneHot(logits.sub(own.mul(MASK)).argMax(1), classes, logits);
      return logits.mul(best.sub(own)).sum(new int[] {1});
    };
  }

  /**
   * The log odds of a mistake, log((1 − p_y)/p_y) = log Σ_{j≠y} exp z_j − z_y. It grows with the
   * cross-entropy, so both rise in the same direction; but where the model is sure, 1 − p_y is zero
   * in float32 and takes a part of the cross-entropy's gradient with it, while this gradient keeps
   * its precision at any confidence.
   *
   * @param labels (N), int64
   */
  public static LogitLoss logOdds(NDArray labels, int classes) {
    return logits -> {
      NDArray own = oneHot(labels, classes, logits);
      NDArray others = logits.sub(own.mul(MASK));
      NDArray largest = others.max(new int[] {1}, true).stopGradient();
      NDArray logSum = others.sub(largest).exp().sum(new int[] {1}, true).log().add(largest);
      return logSum.squeeze(1).sub(logits.mul(own).sum(new int[] {1}));
    };
  }

  /**
   * One logit per image: its gradient is a row of the Jacobian.
   *
   * @param classesOfImages (N), int64
   */
  public static LogitLoss logit(NDArray classesOfImages, int classes) {
    return logits -> logits.mul(oneHot(classesOfImages, classes, logits)).sum(new int[] {1});
  }

  /** The negated loss: for targeted attacks, which descend. */
  public static LogitLoss negated(LogitLoss loss) {
    return logits -> loss.of(logits).neg();
  }

  private static NDArray oneHot(NDArray labels, int classes, NDArray logits) {
    NDArray local = labels.duplicate();
    local.attach(logits.getManager());
    return local.oneHot(classes, DataType.FLOAT32);
  }
}
