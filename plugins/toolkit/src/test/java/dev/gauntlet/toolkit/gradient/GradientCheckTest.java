package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.GradientReport.Status;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Right gradients stay at least a factor of two below the bound, wrong ones that far above it. */
class GradientCheckTest {
  private static final double CLEARLY_RIGHT = GradientCheck.BOUND / 2;
  private static final double CLEARLY_WRONG = GradientCheck.BOUND * 2;

  @OnEachEngine
  void everyArchitectureMatches(NDManager manager) {
    for (Architecture architecture : Architecture.values()) {
      try (Network network =
          new Network(manager, architecture.block(10), new Shape(1, 28, 28), 3)) {
        NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 28, 28));

        GradientReport report = GradientCheck.of(network, images, Images.labels(manager, 4, 10), 1);

        assertThat(report.status()).as(architecture.id()).isEqualTo(Status.MATCHES);
        assertThat(report.medianError().getAsDouble())
            .as(architecture.id())
            .isLessThan(CLEARLY_RIGHT);
      }
    }
  }

  @OnEachEngine
  void everyKindOfLayerMatches(NDManager manager) {
    assertRight(check(manager, Networks.linear(manager, 3)));
    assertRight(check(manager, Networks.convolutional(manager, 3)));
    assertRight(check(manager, Networks.normalized(manager, 3)));
  }

  /** Its slopes are known; the function is straight, so nothing is set aside. */
  @OnEachEngine
  void aLinearModelMatchesExactly(NDManager manager) {
    GradientReport report = check(manager, Networks.linear(manager, 3));

    assertThat(report.medianError().getAsDouble()).isLessThan(1e-3);
    assertThat(report.setAside()).isZero();
    assertThat(report.probes()).isEqualTo(6 * (8 + 1 + 4));
  }

  @OnEachEngine
  void imagesWithLargeAreasOfOneValueMatch(NDManager manager) {
    NDArray black = manager.zeros(new Shape(6, 1, 8, 8));

    assertRight(
        GradientCheck.of(
            Networks.convolutional(manager, 3),
            black,
            Images.labels(manager, 6, Networks.CLASSES),
            1));
  }

  @OnEachEngine
  void aMaskedGradientDiffers(NDManager manager) {
    float[] half = new float[64];
    for (int j = 0; j < half.length; j += 2) {
      half[j] = 1;
    }
    NDArray mask = manager.create(half, new Shape(1, 1, 8, 8));

    assertWrong(check(manager, lying(Networks.convolutional(manager, 3), g -> g.mul(mask))));
  }

  @OnEachEngine
  void anOppositeGradientDiffers(NDManager manager) {
    GradientReport report = check(manager, lying(Networks.convolutional(manager, 3), NDArray::neg));

    assertWrong(report);
    assertThat(report.medianError().getAsDouble()).isGreaterThan(1.9);
  }

  @OnEachEngine
  void aGradientTooSmallByATenthDiffers(NDManager manager) {
    assertThat(check(manager, lying(Networks.convolutional(manager, 3), g -> g.mul(0.9f))).status())
        .isEqualTo(Status.DIFFERS);
  }

  @OnEachEngine
  void anUnrelatedGradientDiffers(NDManager manager) {
    NDArray noise = Images.uniform(manager, 9, new Shape(6, 1, 8, 8), -1, 1);

    assertWrong(check(manager, lying(Networks.convolutional(manager, 3), g -> noise.duplicate())));
  }

  @OnEachEngine
  void theGradientOfASmootherFunctionDiffers(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    Differentiable smoothed =
        model(
            network::logits,
            (images, loss) -> {
              NDArray sum = images.zerosLike();
              InputGradient last = null;
              for (int draw = 0; draw < 8; draw++) {
                NDArray noise = Images.uniform(manager, draw, images.getShape(), -0.3, 0.3);
                last = network.inputGradient(images.add(noise), loss);
                sum = sum.add(last.gradient());
              }
              return new InputGradient(sum.div(8), last.logits());
            });

    assertWrong(check(manager, smoothed));
  }

  /** Backward pass differentiable approximation: the quantizer passes the gradient through. */
  @OnEachEngine
  void aQuantizerWithAStraightThroughGradientDiffers(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    for (int levels : new int[] {1, 3, 15, 255}) {
      UnaryOperator<NDArray> quantized = images -> images.mul(levels).round().div(levels);

      assertWrong(
          check(
              manager,
              model(
                  images -> network.logits(quantized.apply(images)),
                  (images, loss) -> network.inputGradient(quantized.apply(images), loss))));
    }
  }

  @OnEachEngine
  void aQuantizerWithItsTrueGradientOfZeroDiffers(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    UnaryOperator<NDArray> quantized = images -> images.mul(3).round().div(3);

    GradientReport report =
        check(
            manager,
            model(
                images -> network.logits(quantized.apply(images)),
                (images, loss) -> new InputGradient(images.zerosLike(), network.logits(images))));

    assertWrong(report);
    assertThat(report.reason()).contains("zero on 6 of 6 images");
  }

  /** A saturated softmax hides the gradient in float32's rounding. */
  @OnEachEngine
  void aGradientThatVanishesInASaturatedSoftmaxDiffers(NDManager manager) {
    Network network = Networks.linear(manager, 3);
    UnaryOperator<NDArray> saturated = logits -> logits.mul(1000).softmax(1);

    GradientReport report =
        check(
            manager,
            model(
                images -> saturated.apply(network.logits(images)),
                (images, loss) ->
                    network.inputGradient(images, logits -> loss.of(saturated.apply(logits)))));

    assertThat(report.status()).isEqualTo(Status.DIFFERS);
  }

  @OnEachEngine
  void aGradientThatIsNoNumberDiffers(NDManager manager) {
    GradientReport report =
        check(manager, lying(Networks.convolutional(manager, 3), g -> g.mul(Float.NaN)));

    assertThat(report.status()).isEqualTo(Status.DIFFERS);
    assertThat(report.reason()).contains("NaN");
  }

  @OnEachEngine
  void aRandomizedModelIsNotComparedAndTheReportSaysSo(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    SplittableRandom random = new SplittableRandom(1);
    UnaryOperator<NDArray> noisy =
        images -> images.add(Images.uniform(manager, random.nextLong(), images.getShape(), 0, 0.1));

    GradientReport report =
        check(
            manager,
            model(
                images -> network.logits(noisy.apply(images)),
                (images, loss) -> network.inputGradient(noisy.apply(images), loss)));

    assertThat(report.status()).isEqualTo(Status.RANDOMIZED);
    assertThat(report.medianError()).isEmpty();
    assertThat(report.reason()).contains("differ by", "not compared");
  }

  @OnEachEngine
  void aConstantFunctionIsUndecided(NDManager manager) {
    GradientReport report =
        check(
            manager,
            model(
                images -> manager.ones(new Shape(6, Networks.CLASSES)),
                (images, loss) ->
                    new InputGradient(
                        images.zerosLike(), manager.ones(new Shape(6, Networks.CLASSES)))));

    assertThat(report.status()).isEqualTo(Status.UNDECIDED);
  }

  @OnEachEngine
  void aGradientOfAnotherShapeIsRefused(NDManager manager) {
    Differentiable flat = lying(Networks.linear(manager, 3), g -> g.reshape(6, 64));

    assertThatThrownBy(() -> check(manager, flat))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("(6, 64)")
        .hasMessageContaining("(6, 1, 8, 8)");
  }

  @OnEachEngine
  void theSameSeedGivesTheSameReportAndLeavesNothingOpen(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = images(manager);
    NDArray labels = labels(manager);
    GradientReport first = GradientCheck.of(network, images, labels, 1);
    int before = OpenArrays.in(manager);

    assertThat(GradientCheck.of(network, images, labels, 1)).isEqualTo(first);

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }

  private static void assertRight(GradientReport report) {
    assertThat(report.status()).as(report.reason()).isEqualTo(Status.MATCHES);
    assertThat(report.medianError().getAsDouble()).isLessThan(CLEARLY_RIGHT);
  }

  private static void assertWrong(GradientReport report) {
    assertThat(report.status()).as(report.reason()).isEqualTo(Status.DIFFERS);
    assertThat(report.medianError().getAsDouble()).isGreaterThan(CLEARLY_WRONG);
  }

  private static GradientReport check(NDManager manager, Differentiable model) {
    return GradientCheck.of(model, images(manager), labels(manager), 1);
  }

  /** A network whose gradient is made into something else. */
  private static Differentiable lying(Network network, UnaryOperator<NDArray> lie) {
    return model(
        network::logits,
        (images, loss) -> {
          InputGradient honest = network.inputGradient(images, loss);
          return new InputGradient(lie.apply(honest.gradient()), honest.logits());
        });
  }

  private static Differentiable model(
      UnaryOperator<NDArray> logits, BiFunction<NDArray, LogitLoss, InputGradient> gradient) {
    return new Differentiable() {
      @Override
      public NDArray logits(NDArray images) {
        return logits.apply(images);
      }

      @Override
      public InputGradient inputGradient(NDArray images, LogitLoss loss) {
        return gradient.apply(images, loss);
      }
    };
  }

  private static NDArray images(NDManager manager) {
    return Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
  }

  private static NDArray labels(NDManager manager) {
    return Images.labels(manager, 6, Networks.CLASSES);
  }
}
