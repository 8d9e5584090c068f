package dev.gauntlet.plugins.minimax;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the gradient of a batch's loss costs. The loss J is the mean of N images, so image i has the
 * part gᵢ/N in ∂J/∂X̂, where gᵢ is the gradient of its own loss.
 */
enum GradientPenalty {
  /**
   * (εN/2)·‖∂J/∂X̂‖₂² = (ε/2)·(Σ‖gᵢ‖²)/N: what the chain rule gives for examples that move along
   * the gradient itself, x̂ = x + εg.
   */
  SQUARED {
    @Override
    NDArray ofSquares(NDArray squares) {
      return squares.mean();
    }
  },
  /** (εN/2)·‖∂J/∂X̂‖₂ = (ε/2)·√Σ‖gᵢ‖², as equation 2.8 of the e2SAD thesis is printed. */
  NORM {
    @Override
    NDArray ofSquares(NDArray squares) {
      return squares.sum().add(SMOOTH).sqrt();
    }
  };

  // The root has no gradient at 0.
  private static final float SMOOTH = 1e-12f;

  abstract NDArray ofSquares(NDArray squares);

  /**
   * The penalty.
   *
   * @param lengths ‖gᵢ‖, (N)
   * @return a scalar
   */
  NDArray of(NDArray lengths, double epsilon) {
    return ofSquares(lengths.square()).mul((float) (epsilon / 2));
  }

  /** The names in a suite. */
  static List<String> words() {
    return Arrays.stream(values()).map(penalty -> penalty.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The penalty of one of the {@link #words}. */
  static GradientPenalty named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
