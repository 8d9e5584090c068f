package dev.gauntlet.plugins.minimax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.EvalSafeDropout;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

class GradientLengthsTest {
  private static final double STEP = 0.01;
  private static final double EPSILON = 0.3;
  private static final int MASKS = 7;
  private static final int CLASSES = TinyImages.CLASSES;
  private static final int PIXELS = (int) TinyImages.SHAPE.size();
  private static final TinyImages IMAGES = new TinyImages(12, 3);

  @OnEachEngine
  void areThoseOfALinearModelsGradients(NDManager manager) {
    Network network = network(manager, dense(), 1);
    ImageBatch batch = IMAGES.all(manager);

    float[] lengths = lengths(network, batch, STEP).toFloatArray();

    double[] expected = closedForm(parameters(network), batch);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) lengths[i]).isCloseTo(expected[i], within(1e-3 * expected[i]));
    }
  }

  @OnEachEngine
  void moveWithALinearModelsParametersAsTheClosedForm(NDManager manager) {
    for (GradientPenalty penalty : GradientPenalty.values()) {
      Network network = network(manager, dense(), 1);
      ImageBatch batch = IMAGES.all(manager);

      double[] gradient = parameterGradient(network, batch, penalty);

      double[] expected =
          slopes(
              parameters(network), values -> penaltyOf(penalty, closedForm(values, batch)), 1e-5);
      assertThat(disagreement(gradient, expected)).as(penalty.name()).isLessThan(0.005);
    }
  }

  // No ReLU and no maximum: where the network has an edge, a finite difference in the parameters
  // has one too.
  @OnEachEngine
  void moveWithASmoothConvolutionsParametersAsItsOwnGradients(NDManager manager) {
    for (GradientPenalty penalty : GradientPenalty.values()) {
      Network network = network(manager, convolutional(), 2);
      ImageBatch batch = IMAGES.all(manager);
      double[] gradient = parameterGradient(network, batch, penalty);
      double[] start = parameters(network);
      SplittableRandom random = new SplittableRandom(5);

      double wrong = 0;
      double squares = 0;
      for (int d = 0; d < 8; d++) {
        double[] direction = random.doubles(start.length, -1, 1).toArray();
        double along = 1e-3;
        double ahead = penaltyAt(network, moved(start, direction, along), batch, penalty);
        double behind = penaltyAt(network, moved(start, direction, -along), batch, penalty);
        double slope = (ahead - behind) / (2 * along);
        wrong += Math.pow(slope - dot(gradient, direction), 2);
        squares += slope * slope;
      }

      assertThat(Math.sqrt(wrong / squares)).as(penalty.name()).isLessThan(0.01);
    }
  }

  // Different masks at the two points would make slopes of 1/h instead of the network's own.
  @OnEachEngine
  void meetTheSameDropoutAtBothPoints(NDManager manager) {
    Block block = new SequentialBlock().add(new EvalSafeDropout(0.5f)).add(dense());
    Network network = network(manager, block, 1);
    ImageBatch batch = IMAGES.all(manager);

    float[] lengths = lengths(network, batch, 1e-3).toFloatArray();

    // Dropout doubles what it keeps, and no p − y is longer than √2.
    double[] weights = parameters(network);
    double steepest = 2 * Math.sqrt(2) * Math.sqrt(dot(weights, weights));
    for (float length : lengths) {
      assertThat((double) Math.abs(length)).isLessThan(steepest);
    }
    assertThat(lengths(network, batch, 1e-3).toFloatArray()).containsExactly(lengths);
  }

  @OnEachEngine
  void areZeroWhereTheModelIsSure(NDManager manager) {
    Network network = network(manager, dense(), 1);
    ImageBatch batch = IMAGES.all(manager);
    double[] sure = parameters(network);
    // Biases of a model that answers 0 whatever it sees.
    sure[CLASSES * PIXELS] = 1000;
    set(network, sure);
    ImageBatch zeros =
        new ImageBatch(
            batch.images(), manager.zeros(batch.labels().getShape(), batch.labels().getDataType()));

    assertThat(lengths(network, zeros, STEP).toFloatArray()).containsOnly(0);
    for (GradientPenalty penalty : GradientPenalty.values()) {
      assertThat(parameterGradient(network, zeros, penalty)).containsOnly(0);
    }
  }

  private static Block dense() {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(CLASSES).build());
  }

  private static Block convolutional() {
    return new SequentialBlock()
        .add(Convolutions.same(3, 3))
        .add(Activation::tanh)
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(8).build())
        .add(Activation::softPlus)
        .add(Linear.builder().setUnits(CLASSES).build());
  }

  private static Network network(NDManager manager, Block block, long seed) {
    return new Network(manager, block, TinyImages.SHAPE, seed);
  }

  private static NDArray lengths(Network network, ImageBatch batch, double step) {
    GradientLengths lengths = new GradientLengths(step);
    LogitLoss loss = Losses.crossEntropy(batch.labels(), CLASSES);
    NDArray shift = lengths.shift(network, batch.images(), loss);
    NDArray[] found = new NDArray[1];
    network.parameterGradients(
        () -> {
          found[0] = lengths.of(network, batch.images(), shift, loss, MASKS);
          return found[0].sum();
        });
    return found[0];
  }

  private static double[] parameterGradient(
      Network network, ImageBatch batch, GradientPenalty penalty) {
    GradientLengths lengths = new GradientLengths(STEP);
    LogitLoss loss = Losses.crossEntropy(batch.labels(), CLASSES);
    NDArray shift = lengths.shift(network, batch.images(), loss);
    network.parameterGradients(
        () -> penalty.of(lengths.of(network, batch.images(), shift, loss, MASKS), EPSILON));
    return network.parameters().stream()
        .flatMapToDouble(
            entry -> {
              try (NDArray gradient = entry.getValue().getArray().getGradient()) {
                return doubles(gradient);
              }
            })
        .toArray();
  }

  private static double penaltyAt(
      Network network, double[] parameters, ImageBatch batch, GradientPenalty penalty) {
    set(network, parameters);
    LogitLoss loss = Losses.crossEntropy(batch.labels(), CLASSES);
    try (InputGradient slope = network.inputGradient(batch.images(), loss)) {
      double[] pixels = doubles(slope.gradient()).toArray();
      double[] lengths = new double[IMAGES.size()];
      for (int i = 0; i < lengths.length; i++) {
        double[] gradient = Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS);
        lengths[i] = Math.sqrt(dot(gradient, gradient));
      }
      return penaltyOf(penalty, lengths);
    }
  }

  private static double penaltyOf(GradientPenalty penalty, double[] lengths) {
    double squares = dot(lengths, lengths);
    return switch (penalty) {
      case NORM -> EPSILON / 2 * Math.sqrt(squares);
      case SQUARED -> EPSILON / 2 * squares / lengths.length;
    };
  }

  /** ‖Wᵀ(softmax(Wx + b) − y)‖ of each image, in double precision. */
  private static double[] closedForm(double[] parameters, ImageBatch batch) {
    double[] pixels = doubles(batch.images()).toArray();
    long[] labels = batch.labels().toLongArray();
    double[] lengths = new double[labels.length];
    for (int i = 0; i < lengths.length; i++) {
      double[] image = Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS);
      double[] error = new double[CLASSES];
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        double[] row = Arrays.copyOfRange(parameters, k * PIXELS, (k + 1) * PIXELS);
        error[k] = Math.exp(dot(row, image) + parameters[CLASSES * PIXELS + k]);
        sum += error[k];
      }
      for (int k = 0; k < CLASSES; k++) {
        error[k] = error[k] / sum - (k == labels[i] ? 1 : 0);
      }
      double squares = 0;
      for (int p = 0; p < PIXELS; p++) {
        double slope = 0;
        for (int k = 0; k < CLASSES; k++) {
          slope += error[k] * parameters[k * PIXELS + p];
        }
        squares += slope * slope;
      }
      lengths[i] = Math.sqrt(squares);
    }
    return lengths;
  }

  private static double[] slopes(
      double[] parameters, ToDoubleFunction<double[]> function, double step) {
    double[] slopes = new double[parameters.length];
    for (int i = 0; i < slopes.length; i++) {
      double[] unit = new double[parameters.length];
      unit[i] = 1;
      slopes[i] =
          (function.applyAsDouble(moved(parameters, unit, step))
                  - function.applyAsDouble(moved(parameters, unit, -step)))
              / (2 * step);
    }
    return slopes;
  }

  private static double[] parameters(Network network) {
    return network.parameters().stream()
        .flatMapToDouble(entry -> doubles(entry.getValue().getArray()))
        .toArray();
  }

  private static void set(Network network, double[] parameters) {
    int from = 0;
    for (var entry : network.parameters()) {
      NDArray array = entry.getValue().getArray();
      float[] values = new float[(int) array.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) parameters[from + i];
      }
      array.set(values);
      from += values.length;
    }
  }

  private static double[] moved(double[] start, double[] direction, double length) {
    double[] end = start.clone();
    for (int i = 0; i < end.length; i++) {
      end[i] += length * direction[i];
    }
    return end;
  }

  private static DoubleStream doubles(NDArray array) {
    float[] values = array.toFloatArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  private static double disagreement(double[] actual, double[] expected) {
    double[] difference = moved(actual, expected, -1);
    return Math.sqrt(dot(difference, difference) / dot(expected, expected));
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
