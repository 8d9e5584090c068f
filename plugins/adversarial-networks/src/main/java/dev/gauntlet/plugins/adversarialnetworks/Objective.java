package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.LogitLoss;

/**
 * What the classifier descends: F = CE(x) + λ·CE(x̂) with the gradient regularization (γ/2)·‖∇_φ
 * F‖², φ being the generator's parameters (equations 4 and 5).
 *
 * @param lambda λ
 * @param gamma γ
 * @param distance h, how far the generator goes along v = ∇_φ F for the finite difference
 */
record Objective(double lambda, double gamma, double distance) {
  /**
   * A scalar with the objective's gradient, for engines without second derivatives. The
   * regularization has γ·∇²F·v ≈ γ·(∇F(φ + hv) − ∇F(φ))/h, so what is differentiated is F +
   * (γ/h)·(F(φ + hv) − F(φ)), where CE(x) falls out of the difference. Its value is not the
   * objective's, but F + γ·‖∇_φ F‖².
   *
   * @param clean (N,K), logits of x
   * @param attacked (N,K), logits of x̂ at φ
   * @param ahead (N,K), logits of x̂ at φ + hv
   */
  NDArray of(LogitLoss loss, NDArray clean, NDArray attacked, NDArray ahead) {
    NDArray here = loss.of(attacked).mean().mul((float) lambda);
    NDArray there = loss.of(ahead).mean().mul((float) lambda);
    float weight = (float) (gamma / distance);
    return loss.of(clean).mean().add(here).add(there.sub(here).mul(weight));
  }
}
