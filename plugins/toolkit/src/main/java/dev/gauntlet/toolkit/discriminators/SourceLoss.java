package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * The cross-entropy −log q_D(s | z) of the source s that a discriminator sees in logits, averaged
 * over a batch; {@code verdicts} are D's logits d, (N,1).
 */
final class SourceLoss {
  private SourceLoss() {}

  /** E[−log q_D(clean | z)] = E[log(1 + exp d)], for the verdicts on clean images. */
  static NDArray ofClean(NDArray verdicts) {
    return Activation.softPlus(verdicts).mean();
  }

  /** E[−log q_D(perturbed | z)] = E[log(1 + exp −d)], for the verdicts on perturbed images. */
  static NDArray ofPerturbed(NDArray verdicts) {
    return Activation.softPlus(verdicts.neg()).mean();
  }

  /** Over images of both kinds in equal numbers. */
  static NDArray ofBoth(NDArray onClean, NDArray onPerturbed) {
    return ofClean(onClean).add(ofPerturbed(onPerturbed)).mul(0.5f);
  }
}
