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
   * Climbs an objective's loss from a start. Where the objective stops at success, each image is
   * returned as it first succeeds, and leaves the batch; the others as after the last step.
   *
   * @param start (N,C,H,W) inside the ball; left unchanged
   * @return (N,C,H,W) inside the ball, attached to the manager of {@code start}
   */
  public NDArray climb(Differentiable source, Objective objective, Ball ball, NDArray start) {
    return objective.stops()
        ? InScope.run(start, from -> new Pursuit(source, objective, ball, from).run(this))
        : climb(source, objective.loss(), ball, start);
  }

  /**
   * Climbs a loss from a start.
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
          current = step(previous, gradient.gradient(), ball);
        }
        current.attach(caller);
      }
    }
    return current;
  }

  /** One step along a gradient, in the manager of {@code images}. */
  NDArray step(NDArray images, NDArray gradient, Ball ball) {
    return ball.project(images.add(ball.steepest(gradient).muli(stepSize)));
  }
}
