package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.projections.Ball;

/**
 * The loop that FGSM, BIM, IFGSM and PGD share: x ← Π(x + a·steepest(∇ₓ loss)).
 *
 * @param steps how often
 * @param stepSize a, in the norm's own unit
 */
public record SteepestAscent(int steps, double stepSize) {
  /**
   * Climbs the loss from a start.
   *
   * @param start (N,C,H,W) inside the ball; left unchanged
   * @return (N,C,H,W) inside the ball, attached to the manager of {@code start}
   */
  public NDArray climb(Differentiable source, LogitLoss loss, Ball ball, NDArray start) {
    NDManager caller = start.getManager();
    NDArray current = start.duplicate();
    for (int step = 0; step < steps; step++) {
      try (NDManager scope = caller.newSubManager();
          NDArray previous = current) {
        previous.attach(scope);
        try (InputGradient gradient = source.inputGradient(previous, loss)) {
          NDArray moved = previous.add(ball.steepest(gradient.gradient()).muli(stepSize));
          current = ball.project(moved);
        }
        current.attach(caller);
      }
    }
    return current;
  }
}
