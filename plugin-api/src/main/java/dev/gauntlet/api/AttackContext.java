package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * All that an attack may know while it perturbs one batch; how much that is depends on the suite's
 * access level.
 */
public interface AttackContext {
  /** The ball and pixel range to stay in. */
  Budget budget();

  /** The attack's parameters, checked and complete. */
  Parameters parameters();

  /** The number of labels K; labels run from 0 to K−1. */
  int classes();

  /**
   * The differentiable source: one model, or the ensemble of all sources with averaged logits.
   *
   * @throws AccessException if the suite grants no gradients
   */
  Differentiable source();

  /**
   * The sources one by one, for attacks that treat them apart.
   *
   * @throws AccessException if the suite grants no gradients
   */
  List<Differentiable> sources();

  /**
   * The source as an oracle that answers with logits, counted per image.
   *
   * @throws AccessException if the suite grants no scores
   */
  Oracle scores();

  /**
   * The source as an oracle that answers with labels only, counted per image.
   *
   * @throws AccessException if the suite grants no decisions
   */
  Oracle decisions();

  /** The labels to reach, (N), int64, in a targeted run; empty in an untargeted one. */
  Optional<NDArray> targets();

  /**
   * Whether an image that the source misclassifies (in a targeted run: takes for its target) has
   * succeeded for good: the source is the very model that will judge it, the labels are the true
   * ones, and no rounding comes between. An attack may then leave such an image as it is and spare
   * the steps it has left. Not so in a transfer attack, where going on makes the image stronger.
   */
  default boolean successIsFinal() {
    return false;
  }

  /**
   * Reports adversarial images while the attack still works, so that they are scored even if it is
   * stopped before it returns: by the time limit, a memory limit or a crash. Where the attack
   * returns, only what it returns is scored. A later report of an image takes the place of an
   * earlier one.
   *
   * <p>Report an image when the source misclassifies it (in a targeted run: takes it for its
   * target). The harness checks reported images as it checks returned ones, and a defense that
   * classifies a reported image correctly is scored as if it had not been reported: nothing is to
   * be gained by reporting anything else, nor by reporting a clean image. A report costs a copy of
   * its images to a file.
   *
   * @param images (M,C,H,W), float32, in [0, 1] and inside the budget; belongs to the caller
   * @param positions which image of the batch handed to the attack each of the M is a variant of
   * @throws GauntletException if shape or type are others, or a position is outside the batch
   */
  default void reportAdversarial(NDArray images, int[] positions) {}

  /**
   * Whether the harness rounds what the attack returns to 8 bits per value, k / 255, inside the
   * budget, before it judges it. An image that lies just beyond a decision boundary may not survive
   * that: an attack that stops there should see to it that the rounded image succeeds. The clean
   * images then have 8 bits themselves.
   */
  default boolean eightBitPixels() {
    return false;
  }

  /** Randomness for exactly these images. */
  Randomness random();

  /**
   * A checkpoint that the descriptor asked for.
   *
   * @throws CheckpointException if the descriptor names no such role
   */
  CheckpointReader checkpoint(String role);
}
