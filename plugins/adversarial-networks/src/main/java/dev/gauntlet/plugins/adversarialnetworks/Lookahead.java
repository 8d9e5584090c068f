package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.util.function.Supplier;

/**
 * What a generator makes where it is, and a small way along its own gradient.
 *
 * @param here its output at φ
 * @param ahead its output at φ + hv with v = ∇_φ F
 */
record Lookahead(NDArray here, NDArray ahead) {
  /**
   * Goes there and comes back: the generator stays as it was, running statistics included.
   *
   * @param negated −F, built from the generator's training mode
   * @param distance h
   * @param output of the generator as it is when asked
   */
  static Lookahead of(
      Network generator, Supplier<NDArray> negated, double distance, Supplier<NDArray> output) {
    Weights start = Weights.of(generator);
    try {
      NDArray here = output.get();
      generator.parameterGradients(negated);
      for (Pair<String, Parameter> entry : generator.parameters()) {
        if (Network.isTrained(entry.getValue())) {
          move(entry.getValue().getArray(), -distance);
        }
      }
      return new Lookahead(here, output.get());
    } finally {
      start.copyTo(generator);
    }
  }

  private static void move(NDArray weight, double step) {
    try (NDArray gradient = weight.getGradient();
        NDArray way = gradient.mul((float) step)) {
      weight.addi(way);
    }
  }
}
