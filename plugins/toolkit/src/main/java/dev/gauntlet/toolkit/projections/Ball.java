package dev.gauntlet.toolkit.projections;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Randomness;

/**
 * The allowed images around a batch of clean ones: within a budget, pixels in [0, 1]. Made once for
 * a batch and asked at every step; what it keeps belongs to the clean images' manager.
 */
public interface Ball {
  /**
   * The nearest allowed images (for L2: scaled back to the sphere first, then into the pixel
   * range).
   *
   * @param images (N,C,H,W), float32
   * @return (N,C,H,W), float32; never further from the clean images than ε, not even by a rounding
   *     error
   */
  NDArray project(NDArray images);

  /**
   * A random allowed image for each clean one, uniform in the ball before the pixel range cuts it.
   *
   * @param purpose names the draw
   */
  NDArray randomStart(Randomness random, String purpose);

  /**
   * The step that raises a loss fastest: ±1 per pixel for L∞, the normalized gradient for L2.
   *
   * @param gradient (N,C,H,W)
   * @return (N,C,H,W), of length 1 in the ball's norm
   */
  NDArray steepest(NDArray gradient);

  /** The ball around some of the clean images; what it keeps belongs to {@code manager}. */
  Ball select(int[] rows, NDManager manager);

  /**
   * The ball of a budget around clean images.
   *
   * @param images (N,C,H,W), float32, in [0, 1]
   * @throws GauntletException for a norm that has no ball to project on (L0)
   */
  static Ball around(NDArray images, Budget budget) {
    return switch (budget.norm()) {
      case LINF -> new LInfBall(images, budget.epsilon());
      case L2 -> new L2Ball(images, budget.epsilon());
      case L0 ->
          throw new GauntletException(
              "there is no gradient projection for L0; use an L0 attack such as JSMA");
    };
  }
}
