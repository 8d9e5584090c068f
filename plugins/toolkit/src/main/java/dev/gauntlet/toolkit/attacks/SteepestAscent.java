package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The loop that FGSM, BIM, IFGSM, MI-FGSM and PGD share: x ← Π(x + a·steepest(∇ₓ loss)).
 *
 * @param stepSizes a of each step, in the norm's own unit
 * @param momentum μ, how much of the direction of earlier steps a step keeps (MI-FGSM, Dong et al.,
 *     2018): g ← μ·g + ∇/‖∇‖₁ takes the place of ∇; 0 for none
 */
public record SteepestAscent(List<Double> stepSizes, double momentum) {
  public SteepestAscent {
    stepSizes = List.copyOf(stepSizes);
  }

  /**
   * Equal steps without momentum.
   *
   * @param steps how often
   * @param stepSize a, in the norm's own unit
   */
  public SteepestAscent(int steps, double stepSize) {
    this(Collections.nCopies(steps, stepSize), 0);
  }

  /** The same steps with momentum μ. */
  public SteepestAscent withMomentum(double mu) {
    return new SteepestAscent(stepSizes, mu);
  }

  /**
   * Climbs an objective's loss from a start. Where the objective stops at success, each image is
   * returned as it first succeeds, and leaves the batch; the others as after the last step. Either
   * way each image is reported as it first succeeds.
   *
   * @param start (N,C,H,W) inside the ball; left unchanged
   * @return (N,C,H,W) inside the ball, attached to the manager of {@code start}
   */
  public NDArray climb(Differentiable source, Objective objective, Ball ball, NDArray start) {
    return objective.stops()
        ? InScope.run(start, from -> new Pursuit(source, objective, ball, from).run(this))
        : climb(
            source,
            objective.loss(),
            (images, logits) -> objective.report(images, objective.reached(logits)),
            ball,
            start);
  }

  /**
   * Climbs a loss from a start.
   *
   * @param start (N,C,H,W) inside the ball; left unchanged
   * @return (N,C,H,W) inside the ball, attached to the manager of {@code start}
   */
  public NDArray climb(Differentiable source, LogitLoss loss, Ball ball, NDArray start) {
    return climb(source, loss, (images, logits) -> {}, ball, start);
  }

  private NDArray climb(
      Differentiable source,
      LogitLoss loss,
      BiConsumer<NDArray, NDArray> passes,
      Ball ball,
      NDArray start) {
    NDManager caller = start.getManager();
    NDArray current = start.duplicate();
    try (Momentum direction = new Momentum(momentum, caller)) {
      for (double stepSize : stepSizes) {
        try (NDManager scope = caller.newSubManager();
            NDArray previous = current) {
          previous.attach(scope);
          try (InputGradient gradient = source.inputGradient(previous, loss)) {
            passes.accept(previous, gradient.logits());
            current = step(previous, direction.after(gradient.gradient()), ball, stepSize);
          }
          current.attach(caller);
        }
      }
    }
    return current;
  }

  /** One step along a direction, in the manager of {@code images}. */
  static NDArray step(NDArray images, NDArray direction, Ball ball, double stepSize) {
    return ball.project(images.add(ball.steepest(direction).muli(stepSize)));
  }
}
