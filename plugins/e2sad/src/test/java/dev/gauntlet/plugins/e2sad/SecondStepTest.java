package dev.gauntlet.plugins.e2sad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.stream.IntStream;

class SecondStepTest {
  private static final TinyImages IMAGES = new TinyImages(6, 3);
  private static final int PIXELS = (int) TinyImages.SHAPE.size();
  private static final int CLASSES = TinyImages.CLASSES;
  private static final double EPSILON = 0.1;

  // Why equation 3.2 cannot mean a distribution that is held fixed.
  @OnEachEngine
  void aFixedDistributionHasNoSlopeWhereItWasTaken(NDManager manager) {
    Network network = TinyModels.linear(manager);
    NDArray first = images(manager);

    InputGradient slope =
        network.inputGradient(first, Losses.crossEntropy(network.logits(first).softmax(1)));

    assertThat(largest(slope.gradient())).isLessThan(1e-5);
    assertThat(largest(SecondStep.ENTROPY.slope(network, first, random()).gradient()))
        .isGreaterThan(1e-2);
  }

  // ∂H/∂x = −Σ p_k·(log p_k + H)·W_k, in double precision.
  @OnEachEngine
  void entropySlopeIsThatOfTheClosedForm(NDManager manager) {
    NDArray first = images(manager);
    float[] pixels = first.toFloatArray();

    float[] slope =
        SecondStep.ENTROPY
            .slope(TinyModels.linear(manager), first, random())
            .gradient()
            .toFloatArray();

    for (int image = 0; image < IMAGES.size(); image++) {
      double[] expected = entropySlope(pixels, image);
      for (int i = 0; i < PIXELS; i++) {
        assertThat((double) slope[image * PIXELS + i]).isCloseTo(expected[i], within(1e-4));
      }
    }
  }

  @OnEachEngine
  void goesEpsilonAlongTheSignsInsideThePixelRange(NDManager manager) {
    NDArray first = images(manager);
    float[] pixels = first.toFloatArray();

    float[] second =
        SecondStep.ENTROPY
            .take(TinyModels.linear(manager), first, EPSILON, random())
            .toFloatArray();

    for (int image = 0; image < IMAGES.size(); image++) {
      double[] slope = entropySlope(pixels, image);
      for (int i = 0; i < PIXELS; i++) {
        double from = pixels[image * PIXELS + i];
        double expected = Math.min(1, Math.max(0, from + EPSILON * Math.signum(slope[i])));
        assertThat((double) second[image * PIXELS + i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @OnEachEngine
  void bothWaysLeadToADifferentAnswer(NDManager manager) {
    Network network = TinyModels.convolutional(manager);
    NDArray first = images(manager);
    NDArray distribution = network.logits(first).softmax(1);
    double atFirst = dissimilarity(network, distribution, first);

    for (SecondStep step : SecondStep.values()) {
      NDArray second = step.take(network, first, EPSILON, random());

      assertThat(dissimilarity(network, distribution, second))
          .as(step.name())
          .isGreaterThan(atFirst + 0.05);
    }
  }

  private static double[] entropySlope(float[] pixels, int image) {
    float[] weights = TinyModels.linearWeights();
    double[] p = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < PIXELS; i++) {
        p[k] += (double) weights[k * PIXELS + i] * pixels[image * PIXELS + i];
      }
      p[k] = Math.exp(p[k]);
      sum += p[k];
    }
    double entropy = 0;
    for (int k = 0; k < CLASSES; k++) {
      p[k] /= sum;
      entropy -= p[k] * Math.log(p[k]);
    }
    double[] slope = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      for (int k = 0; k < CLASSES; k++) {
        slope[i] -= p[k] * (Math.log(p[k]) + entropy) * weights[k * PIXELS + i];
      }
    }
    return slope;
  }

  // Dark, so that the linear model is not sure.
  private static NDArray images(NDManager manager) {
    ImageBatch batch = IMAGES.all(manager);
    return batch.images().mul(0.1f);
  }

  private static Randomness random() {
    return new Randomness(1, IMAGES.ids());
  }

  private static double dissimilarity(Network network, NDArray distribution, NDArray images) {
    return Losses.crossEntropy(distribution).of(network.logits(images)).mean().getFloat();
  }

  private static double largest(NDArray array) {
    float[] values = array.toFloatArray();
    return IntStream.range(0, values.length)
        .mapToDouble(i -> Math.abs(values[i]))
        .max()
        .orElseThrow();
  }
}
