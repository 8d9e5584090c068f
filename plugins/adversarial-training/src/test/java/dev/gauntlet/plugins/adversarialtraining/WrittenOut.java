package dev.gauntlet.plugins.adversarialtraining;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.gradient.Network;

/** The equations of the e2SAD thesis, term by term. */
final class WrittenOut {
  private WrittenOut() {}

  /** Equation 2.2 with a = ε/k: k times x̂ ← clamp(x̂ + a·sign ∇J(x̂)), from x. */
  static NDArray ifgsm(
      Network network, ImageBatch batch, LogitLoss loss, int steps, float epsilon) {
    NDArray perturbed = batch.images();
    for (int i = 0; i < steps; i++) {
      NDArray gradient = network.inputGradient(perturbed, loss).gradient();
      perturbed = perturbed.add(gradient.sign().mul(epsilon / steps)).clip(0, 1);
    }
    return perturbed;
  }

  /** Equation 2.6: α·J(x) + (1 − α)·J(x̂). */
  static NDArray mixed(
      Network network, ImageBatch batch, NDArray perturbed, LogitLoss loss, float alpha) {
    NDArray clean = loss.of(network.logits(batch.images())).mean();
    NDArray attacked = loss.of(network.logits(perturbed)).mean();
    return clean.mul(alpha).add(attacked.mul(1 - alpha));
  }
}
