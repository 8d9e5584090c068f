package dev.gauntlet.harness.execution;

import dev.gauntlet.api.Budget;

/**
 * The images within a budget of a clean one, for images in host memory. Clean and perturbed images
 * are (C,H,W), row by row, in [0, 1]; "exact" means in double arithmetic on the float32 values.
 */
interface Ball {
  /** The distance from one image to another, in the budget's norm. */
  double distance(float[] clean, float[] image);

  /** Whether a distance is over the radius by more than float32 arithmetic explains. */
  boolean isOver(double distance);

  /** Moves an image in [0, 1] to the nearest one in the ball, exactly. */
  void project(float[] clean, float[] image);

  /**
   * The ball of a budget.
   *
   * @param channels of the images
   */
  static Ball of(Budget budget, int channels) {
    return switch (budget.norm()) {
      case LINF -> new LinfBall(budget.epsilon());
      case L2 -> new L2Ball(budget.epsilon());
      case L0 -> new L0Ball(budget.epsilon(), channels);
    };
  }
}
