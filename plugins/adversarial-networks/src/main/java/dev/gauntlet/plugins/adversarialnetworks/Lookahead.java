package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.util.function.Supplier;

/**
 * A generator's output a small way along its own gradient: at φ + hv with v = ∇_φ F. The generator
 * itself, running statistics included, stays as it was.
 */
final class Lookahead {
  private Lookahead() {}

  /**
   * The output there.
   *
   * @param loss −F, built from the network's training mode
   * @param distance h
   * @param output of the network, to be computed there
   */
  static NDArray of(
      Network network, Supplier<NDArray> loss, double distance, Supplier<NDArray> output) {
    Weights here = Weights.of(network);
    try {
      network.parameterGradients(loss);
      for (Pair<String, Parameter> entry : network.parameters()) {
        if (Network.isTrained(entry.getValue())) {
          move(entry.getValue().getArray(), -distance);
        }
      }
      return output.get();
    } finally {
      here.copyTo(network);
    }
  }

  private static void move(NDArray weight, double step) {
    try (NDArray gradient = weight.getGradient();
        NDArray way = gradient.mul((float) step)) {
      weight.addi(way);
    }
  }
}
