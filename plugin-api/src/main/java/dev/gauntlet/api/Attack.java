package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import org.pf4j.ExtensionPoint;

/**
 * A method that perturbs images inside a budget. Implementations are found through PF4J: annotate
 * them with {@code @Extension} and give them a public constructor without arguments.
 *
 * <p>An attack <b>must</b> keep no state between calls: all it knows comes from the context. It
 * <b>must</b> draw randomness from {@link AttackContext#random()} only, so that its result depends
 * on the image and the seed, not on the batch. It <b>must</b> close the scopes it opens and leave
 * its inputs unchanged. It <b>should</b> stay inside the budget, <b>should</b> report adversarial
 * images as it finds them ({@link AttackContext#reportAdversarial}), so that a time limit does not
 * cost all of its batch, and <b>should not</b> judge its own success: the harness clips, checks and
 * scores what it returns.
 */
public interface Attack extends ExtensionPoint {
  /** What this attack is; always the same value. */
  AttackDescriptor descriptor();

  /**
   * Perturbs a batch of images.
   *
   * @param context the budget, the parameters, the source and the randomness for exactly these
   *     images
   * @param images (N,C,H,W), float32, in [0, 1]; belongs to the caller
   * @param labels (N), int64: the true labels, or the source's predictions where the suite
   *     withholds them
   * @return (N,C,H,W), float32, attached to the manager of {@code images}
   * @throws AccessException if the suite grants less knowledge than the attack asks for
   */
  NDArray perturb(AttackContext context, NDArray images, NDArray labels);
}
