package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationOverTransformationTest {
  /** Adds the same noise to every image before the network sees it. */
  private record Noised(Network network, long key) implements Differentiable {
    @Override
    public NDArray logits(NDArray images) {
      return network.logits(shifted(images));
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      return network.inputGradient(shifted(images), loss);
    }

    private NDArray shifted(NDArray images) {
      try (NDArray shift = Images.uniform(images.getManager(), key, Networks.IMAGE, -0.5, 0.5)) {
        return images.add(shift);
      }
    }
  }

  private static RandomizedModel noisy(Network network) {
    return random -> new Noised(network, random.nextLong());
  }

  private static Differentiable expectation(NDManager manager, int draws, long seed) {
    return new ExpectationOverTransformation(
        noisy(Networks.convolutional(manager, 2)), draws, seed);
  }

  private static float[] gradient(Differentiable source, NDArray images, NDArray labels) {
    return source.inputGradient(images, Losses.crossEntropy(labels, 3)).gradient().toFloatArray();
  }

  @OnEachEngine
  void averagesLogitsAndGradientsOverItsDraws(NDManager manager) {
    Network network = Networks.convolutional(manager, 2);
    List<Differentiable> drawn = new ArrayList<>();
    RandomizedModel remembering =
        random -> {
          drawn.add(noisy(network).drawn(random));
          return drawn.get(drawn.size() - 1);
        };
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    NDArray labels = Images.labels(manager, 4, 3);

    InputGradient mean =
        new ExpectationOverTransformation(remembering, 5, 7)
            .inputGradient(images, Losses.crossEntropy(labels, 3));

    float[] gradient = new float[4 * 64];
    float[] logits = new float[4 * 3];
    for (Differentiable draw : drawn) {
      float[] ofDraw = gradient(draw, images, labels);
      float[] logitsOfDraw = draw.logits(images).toFloatArray();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += ofDraw[i] / 5;
      }
      for (int i = 0; i < logits.length; i++) {
        logits[i] += logitsOfDraw[i] / 5;
      }
    }
    assertThat(drawn).hasSize(5);
    assertThat(mean.gradient().toFloatArray()).containsExactly(gradient, within(1e-5f));
    assertThat(mean.logits().toFloatArray()).containsExactly(logits, within(1e-5f));
  }

  // Of a single logit, the mean of the losses is the loss at the mean.
  @OnEachEngine
  void gradientIsThatOfTheAveragedLogits(NDManager manager) {
    Differentiable source = expectation(manager, 3, 7);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss logit = Losses.logit(Images.labels(manager, 4, 3), 3);

    assertThat(FiniteDifferences.errorBetweenKinks(source, images, logit)).isLessThan(0.01);
  }

  @OnEachEngine
  void drawsAreTheSeedsAlone(NDManager manager) {
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    NDArray labels = Images.labels(manager, 4, 3);
    Differentiable source = expectation(manager, 3, 7);

    float[] once = gradient(source, images, labels);

    assertThat(gradient(source, images, labels)).containsExactly(once);
    assertThat(gradient(expectation(manager, 3, 7), images, labels)).containsExactly(once);
    assertThat(gradient(expectation(manager, 3, 8), images, labels)).isNotEqualTo(once);
  }

  @OnEachEngine
  void anImagesAnswerDoesNotDependOnItsBatch(NDManager manager) {
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    NDArray labels = Images.labels(manager, 4, 3);
    Differentiable source = expectation(manager, 3, 7);

    float[] alone = gradient(source, images.get("2:3"), labels.get("2:3"));

    NDArray together =
        source.inputGradient(images, Losses.crossEntropy(labels, 3)).gradient().get("2:3");
    assertThat(alone).containsExactly(together.toFloatArray(), within(1e-6f));
  }

  @OnEachEngine
  void leavesNothingBehindButItsAnswer(NDManager manager) {
    Network network = Networks.convolutional(manager, 2);
    Differentiable source = new ExpectationOverTransformation(random -> network, 3, 7);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 4, 3), 3);
    source.inputGradient(images, loss).close();
    int before = OpenArrays.in(manager);

    source.inputGradient(images, loss).close();
    source.logits(images).close();

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }

  @Test
  void makesAtLeastOneDraw() {
    assertThatThrownBy(() -> new ExpectationOverTransformation(random -> null, 0, 7))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("got 0");
  }
}
