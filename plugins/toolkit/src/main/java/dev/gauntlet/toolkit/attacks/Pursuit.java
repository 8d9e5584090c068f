package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;

/**
 * A climb that keeps each image as it first succeeds. The batch shrinks when a quarter of it is
 * done, not at once: engines prepare anew for every batch size they meet.
 */
final class Pursuit {
  private static final double WORTH_SHRINKING = 0.75;

  private final Differentiable source;
  private final NDManager scope;
  private Objective objective;
  private LogitLoss loss;
  private Ball ball;
  private NDArray found;
  private NDArray current;
  private int[] positions;
  private boolean[] done;

  /** Works in the manager of {@code start}, which the caller closes. */
  Pursuit(Differentiable source, Objective objective, Ball ball, NDArray start) {
    this.source = source;
    this.scope = start.getManager();
    this.objective = objective;
    this.loss = objective.loss();
    this.ball = ball;
    this.found = start.duplicate();
    this.current = start.duplicate();
    this.positions = Rows.all(Math.toIntExact(start.getShape().get(0)));
    this.done = new boolean[positions.length];
  }

  NDArray run(SteepestAscent ascent) {
    Momentum direction = new Momentum(ascent.momentum(), scope);
    for (double stepSize : ascent.stepSizes()) {
      try (NDManager local = scope.newSubManager();
          NDArray previous = current) {
        previous.attach(local);
        try (InputGradient gradient = source.inputGradient(previous, loss)) {
          keep(newlyReached(gradient.logits()));
          NDArray along = direction.after(gradient.gradient());
          current = SteepestAscent.step(previous, along, ball, stepSize);
        }
        current.attach(scope);
      }
      int[] working = Rows.where(done, false);
      if (working.length == 0) {
        return found;
      }
      if (working.length <= WORTH_SHRINKING * done.length) {
        shrinkTo(working);
        direction.select(working);
      }
    }
    keep(Rows.where(done, false));
    return found;
  }

  private int[] newlyReached(NDArray logits) {
    boolean[] reached = objective.reached(logits);
    objective.report(current, reached);
    for (int image = 0; image < reached.length; image++) {
      reached[image] &= !done[image];
    }
    return Rows.where(reached, true);
  }

  // Keeps images of `current` as they are before the step.
  private void keep(int[] rows) {
    if (rows.length > 0) {
      try (NDArray before = found;
          NDArray reached = Rows.select(current, rows)) {
        found = Rows.replace(before, Rows.of(positions, rows), reached);
      }
      for (int row : rows) {
        done[row] = true;
      }
    }
  }

  private void shrinkTo(int[] rows) {
    objective = objective.select(rows, scope);
    loss = objective.loss();
    ball = ball.select(rows, scope);
    positions = Rows.of(positions, rows);
    try (NDArray larger = current) {
      current = Rows.select(larger, rows);
    }
    done = new boolean[rows.length];
  }
}
