package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.projections.Ball;

/**
 * Auto-PGD (Croce and Hein 2020, Algorithm 1): gradient steps with momentum whose size starts at 2ε
 * and is halved, for each image on its own, wherever a look back shows too little progress; the
 * image then goes on from the best point it has seen.
 *
 * @param steps N
 * @param rho share of a period's steps that must raise the loss
 */
record AutoPgd(int steps, double rho) {
  /** The share of a new step; the rest is the step before. */
  static final double ALPHA = 0.75;

  /**
   * Climbs from a random start.
   *
   * @param purpose names the start's draw
   * @return (N,C,H,W), in the manager of {@code clean}
   */
  NDArray run(AttackContext context, NDArray clean, Aim aim, String purpose) {
    return InScope.run(
        clean,
        images -> {
          Ball ball = Ball.around(images, context.budget());
          NDArray start = ball.randomStart(context.random(), purpose);
          double stepSize = 2 * context.budget().epsilon();
          return new AutoPgdClimb(this, context.source(), aim, ball, stepSize, start).run();
        });
  }
}
