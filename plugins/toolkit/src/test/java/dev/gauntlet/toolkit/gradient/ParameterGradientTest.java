package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

class ParameterGradientTest {
  private static final double STEP = 1e-3;

  @OnEachEngine
  void matchesFiniteDifferencesInTrainingMode(NDManager manager) {
    Network network = Networks.normalized(manager, 3);
    Supplier<NDArray> loss = loss(manager, network);
    network.parameterGradients(loss);
    List<float[]> gradients = gradients(network);

    double wrong = 0;
    double slopes = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int direction = 0; direction < 8; direction++) {
      List<float[]> shift = gradients.stream().map(g -> unit(random, g.length)).toList();
      move(network, shift, STEP);
      double after = network.parameterGradients(loss).getFloat();
      move(network, shift, -2 * STEP);
      double before = network.parameterGradients(loss).getFloat();
      move(network, shift, STEP);
      double slope = (after - before) / (2 * STEP);
      double expected = dot(gradients, shift);
      wrong += (slope - expected) * (slope - expected);
      slopes += slope * slope;
    }

    assertThat(Math.sqrt(wrong / slopes)).isLessThan(0.02);
  }

  @OnEachEngine
  void replacesWhatAnEarlierCallLeft(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    Supplier<NDArray> loss = loss(manager, network);
    network.parameterGradients(loss);
    List<float[]> once = gradients(network);

    network.parameterGradients(loss);

    assertSame(gradients(network), once);
  }

  @OnEachEngine
  void staysApartFromInputGradients(NDManager manager) {
    Network network = Networks.convolutional(manager, 3);
    Supplier<NDArray> loss = loss(manager, network);
    NDArray images = Images.uniform(manager, 9, new Shape(4, 1, 8, 8));
    LogitLoss inputLoss = Losses.margin(Images.labels(manager, 4, 3), 3);
    float[] input = network.inputGradient(images, inputLoss).gradient().toFloatArray();
    network.parameterGradients(loss);
    List<float[]> parameters = gradients(network);

    assertThat(network.inputGradient(images, inputLoss).gradient().toFloatArray())
        .containsExactly(input);
    network.parameterGradients(loss);
    assertSame(gradients(network), parameters);
  }

  // Writing into an array from Java makes PyTorch's tensor use the Java buffer's memory, which goes
  // when its wrapper goes; gradients cleared that way turn to garbage at some later allocation.
  @OnEachEngine
  void survivesTheCollectionOfEveryWrapper(NDManager manager) throws InterruptedException {
    Network network = Networks.convolutional(manager, 3);
    Supplier<NDArray> loss = loss(manager, network);
    network.parameterGradients(loss);
    List<float[]> reference = gradients(network);

    for (int round = 0; round < 5; round++) {
      network.parameterGradients(loss);
      overwriteFreedMemory();
      assertSame(gradients(network), reference);
    }
  }

  @OnEachEngine
  void weightsSetFromJavaSurviveTheCollectionOfEveryWrapper(NDManager manager)
      throws InterruptedException {
    Network network = Networks.convolutional(manager, 3);
    NDArray images = Images.uniform(manager, 9, new Shape(4, 1, 8, 8));
    Weights.of(network).copyTo(network);
    float[] reference = network.logits(images).toFloatArray();

    overwriteFreedMemory();

    assertThat(network.logits(images).toFloatArray()).containsExactly(reference);
  }

  private static void overwriteFreedMemory() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(30);
      List<ByteBuffer> garbage = new ArrayList<>();
      for (int size : new int[] {12, 24, 216, 1152, 3456}) {
        for (int j = 0; j < 50; j++) {
          ByteBuffer buffer = ByteBuffer.allocateDirect(size);
          while (buffer.hasRemaining()) {
            buffer.put((byte) 0x3f);
          }
          garbage.add(buffer);
        }
      }
      assertThat(garbage).as("alive together, so each has memory of its own").hasSize(250);
    }
  }

  private static Supplier<NDArray> loss(NDManager manager, Network network) {
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 6, 3), 3);
    return () -> loss.of(network.trainingLogits(images)).mean();
  }

  private static List<float[]> gradients(Network network) {
    List<float[]> all = new ArrayList<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      if (entry.getValue().requiresGradient()) {
        try (NDArray gradient = entry.getValue().getArray().getGradient()) {
          all.add(gradient.toFloatArray());
        }
      }
    }
    return all;
  }

  private static void move(Network network, List<float[]> shift, double length) {
    int i = 0;
    for (Pair<String, Parameter> entry : network.parameters()) {
      if (entry.getValue().requiresGradient()) {
        NDArray array = entry.getValue().getArray();
        float[] values = array.toFloatArray();
        for (int j = 0; j < values.length; j++) {
          values[j] += (float) (length * shift.get(i)[j]);
        }
        array.set(values);
        i++;
      }
    }
  }

  private static float[] unit(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) / Math.sqrt(size / 3.0));
    }
    return values;
  }

  private static double dot(List<float[]> first, List<float[]> second) {
    double sum = 0;
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < first.get(i).length; j++) {
        sum += (double) first.get(i)[j] * second.get(i)[j];
      }
    }
    return sum;
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within(1e-7f));
    }
  }
}
