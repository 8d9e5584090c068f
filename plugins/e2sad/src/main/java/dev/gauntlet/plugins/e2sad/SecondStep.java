package dev.gauntlet.plugins.e2sad;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which way the second example lies from the first (thesis, equation 3.2): where the dissimilarity
 * CE(f(x₁), f(x₂)) rises from x₂ = x₁.
 *
 * <p>With f(x₁) held fixed there is no such way: the gradient is Jᵀ·(f(x₂) − f(x₁)), J being the
 * Jacobian of the logits, and exactly zero where the step begins, since no distribution is nearer
 * to f(x₁) than f(x₁) itself. In float32 what is left of it is rounding.
 */
enum SecondStep {
  /**
   * Both distributions follow the point: the gradient of CE(f(x), f(x)) at x₁, the entropy. It is
   * what the equation has where nothing in it is held fixed, and also where the second distribution
   * is; it leads to where the network is least sure.
   */
  ENTROPY {
    @Override
    InputGradient slope(Differentiable network, NDArray first, Randomness random) {
      return network.inputGradient(first, SecondStep::entropy);
    }
  },
  /**
   * f(x₁) is held fixed and the gradient taken a little beside x₁, as in Miyato et al., "Virtual
   * adversarial training" (2018), with one power iteration.
   */
  NEARBY {
    @Override
    InputGradient slope(Differentiable network, NDArray first, Randomness random) {
      LogitLoss dissimilarity = Losses.crossEntropy(network.logits(first).softmax(1));
      NDArray beside =
          random.gaussian(first.getManager(), "beside-first", first.getShape().slice(1));
      return network.inputGradient(first.add(beside.mul(NEAR)), dissimilarity);
    }
  };

  private static final float NEAR = 0.01f;

  /**
   * A gradient of the dissimilarity.
   *
   * @param first x₁, (B,C,H,W)
   * @param random for these images
   */
  abstract InputGradient slope(Differentiable network, NDArray first, Randomness random);

  /**
   * The second examples: x₁ + ε₂·sign of the slope, in the pixel range but in no ball around x.
   *
   * @param first x₁, (B,C,H,W)
   * @param epsilon ε₂
   * @return (B,C,H,W), in the manager of {@code first}
   */
  NDArray take(Differentiable network, NDArray first, double epsilon, Randomness random) {
    try (InputGradient slope = slope(network, first, random)) {
      return first.add(slope.gradient().sign().mul((float) epsilon)).clip(0, 1);
    }
  }

  private static NDArray entropy(NDArray logits) {
    return Losses.crossEntropy(logits.softmax(1)).of(logits);
  }

  /** The names in a suite. */
  static List<String> words() {
    return Arrays.stream(values()).map(step -> step.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The step of one of the {@link #words}. */
  static SecondStep named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
