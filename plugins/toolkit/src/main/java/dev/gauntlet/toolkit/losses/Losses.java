package dev.gauntlet.toolkit.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.LogitLoss;

/**
 * The losses that attacks climb and trainings descend. Each is made once for a batch's labels and
 * then applied to logits as often as needed; what an application allocates belongs to the manager
 * of the logits, so nothing is left behind with the labels.
 */
public final class Losses {
  // Larger than any difference of logits, small enough not to swallow them in float32.
  private static final float MASK = 1e4f;
  // Keeps a quotient finite where the leading logits are equal.
  private static final float TINY = 1e-12f;

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
      return chosen(logits, bestOther(logits, own, classes).sub(own));
    };
  }

  /**
   * The difference of logits ratio −(z_y − max_{j≠y} z_j)/(z_π1 − z_π3), where π sorts the logits
   * from the largest down: a margin that scaling the logits does not change (Croce and Hein, 2020,
   * equation 6).
   *
   * @param labels (N), int64
   * @throws GauntletException if there are fewer than three classes
   */
  public static LogitLoss dlr(NDArray labels, int classes) {
    atLeast(3, classes, "DLR");
    return logits -> {
      NDArray own = oneHot(labels, classes, logits);
      NDArray order = descending(logits);
      NDArray margin = chosen(logits, bestOther(logits, own, classes).sub(own));
      NDArray spread = ranked(order, 0, classes, logits).sub(ranked(order, 2, classes, logits));
      return margin.div(chosen(logits, spread).add(TINY));
    };
  }

  /**
   * The targeted difference of logits ratio −(z_y − z_t)/(z_π1 − (z_π3 + z_π4)/2), which grows
   * towards the target (Croce and Hein, 2020, equation 7): climb it, do not negate it.
   *
   * @param labels (N), int64
   * @param targets (N), int64
   * @throws GauntletException if there are fewer than four classes
   */
  public static LogitLoss targetedDlr(NDArray labels, NDArray targets, int classes) {
    atLeast(4, classes, "targeted DLR");
    return logits -> {
      NDArray towards = oneHot(targets, classes, logits).sub(oneHot(labels, classes, logits));
      NDArray order = descending(logits);
      NDArray runnersUp =
          ranked(order, 2, classes, logits).add(ranked(order, 3, classes, logits)).div(2);
      NDArray spread = ranked(order, 0, classes, logits).sub(runnersUp);
      return chosen(logits, towards).div(chosen(logits, spread).add(TINY));
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
    return logits -> chosen(logits, oneHot(classesOfImages, classes, logits));
  }

  /**
   * Clean and perturbed images, weighed: α·L(x) + (1 − α)·L(x̂), each the mean over the batch
   * (Goodfellow et al., 2015; e2SAD, equation 2.6).
   *
   * @param clean (N,K), logits of x
   * @param attacked (N,K), logits of x̂
   * @param alpha α, in [0, 1]
   * @return a scalar
   */
  public static NDArray mixed(LogitLoss loss, NDArray clean, NDArray attacked, float alpha) {
    return loss.of(clean).mean().mul(alpha).add(loss.of(attacked).mean().mul(1 - alpha));
  }

  /** The negated loss: for targeted attacks, which descend. */
  public static LogitLoss negated(LogitLoss loss) {
    return logits -> loss.of(logits).neg();
  }

  // Logits are picked by a product with zeros and ones: of equal ones, MXNet's maximum would give
  // each the whole slope, and sorted values have no gradient in DJL.
  private static NDArray chosen(NDArray logits, NDArray weights) {
    return logits.mul(weights).sum(new int[] {1});
  }

  private static NDArray bestOther(NDArray logits, NDArray own, int classes) {
    return oneHot(logits.sub(own.mul(MASK)).argMax(1), classes, logits);
  }

  private static NDArray descending(NDArray logits) {
    return logits.stopGradient().argSort(1, false);
  }

  private static NDArray ranked(NDArray order, int rank, int classes, NDArray logits) {
    return oneHot(order.get(":, {}", rank), classes, logits);
  }

  private static void atLeast(int needed, int classes, String loss) {
    if (classes < needed) {
      throw new GauntletException(
          "the "
              + loss
              + " loss needs at least "
              + needed
              + " classes, got "
              + classes
              + "; the margin works with any number");
    }
  }

  private static NDArray oneHot(NDArray labels, int classes, NDArray logits) {
    NDArray local = labels.duplicate();
    local.attach(logits.getManager());
    return local.oneHot(classes, DataType.FLOAT32);
  }
}
