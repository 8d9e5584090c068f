package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;

class AdamStepTest {
  // The loss is Σ w²/2 over the bias, whose gradient is the bias itself: Adam by hand, in double.
  @OnEachEngine
  void followsTheAlgorithm(NDManager manager) {
    double[] rates = {0.1, 0.05, 0.2, 0.01};
    double decay = 0.3;
    Network network = Networks.linear(manager, 1);
    Networks.set(network, 1, 1, -2, 0.5f);
    AdamStep adam = new AdamStep(network, 0.8, decay);
    for (double rate : rates) {
      adam.descend(
          () ->
              network
                  .trainingLogits(manager.zeros(new Shape(1).addAll(Networks.IMAGE)))
                  .square()
                  .sum()
                  .mul(0.5f),
          rate);
    }

    double[] expected = {1, -2, 0.5};
    for (int i = 0; i < expected.length; i++) {
      expected[i] = byHand(expected[i], rates, 0.8, decay);
    }
    float[] bias = network.parameters().get(1).getValue().getArray().toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) bias[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  private static double byHand(double start, double[] rates, double beta1, double decay) {
    double weight = start;
    double mean = 0;
    double variance = 0;
    for (int step = 1; step <= rates.length; step++) {
      double gradient = weight + decay * weight;
      mean = beta1 * mean + (1 - beta1) * gradient;
      variance = 0.999 * variance + 0.001 * gradient * gradient;
      double unbiasedMean = mean / (1 - Math.pow(beta1, step));
      double unbiasedVariance = variance / (1 - Math.pow(0.999, step));
      weight -= rates[step - 1] * unbiasedMean / (Math.sqrt(unbiasedVariance) + 1e-8);
    }
    return weight;
  }
}
