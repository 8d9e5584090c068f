package dev.gauntlet.toolkit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Subject;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsTest {
  private static final String PRINT_ARRAYS =
      """
      import sys, numpy
      for name, a in numpy.load(sys.argv[1]).items():
          print(name, a.dtype, ','.join(map(str, a.shape)), f'{abs(a).max():.6f}')
      """;

  private static MemoryCheckpoint saved(Network network) {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    Weights.of(network).write(checkpoint, CheckpointReader.WEIGHTS, network.manager());
    return checkpoint;
  }

  private static void load(MemoryCheckpoint checkpoint, Network network) {
    Weights.read(checkpoint, CheckpointReader.WEIGHTS, network.manager()).copyTo(network);
  }

  static Stream<Arguments> networks() {
    return Engines.with(Subject.networks());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void writtenOnThisEngineAreReadOnEveryOther(Subject subject, String engine) {
    MemoryCheckpoint checkpoint;
    float[] values;
    float[] logits;
    try (NDManager manager = Engines.manager(engine);
        Network written = subject.network(manager, 1)) {
      checkpoint = saved(written);
      values = flat(written);
      logits = written.logits(subject.inputs(manager, 2)).toFloatArray();
    }

    for (String other : Engines.names()) {
      try (NDManager there = Engines.manager(other);
          Network read = subject.network(there, 2)) {
        load(checkpoint, read);

        assertThat(Arrays.equals(flat(read), values)).as("every value is the same").isTrue();
        assertThat(read.logits(subject.inputs(there, 2)).toFloatArray())
            .containsExactly(logits, within(1e-4f));
      }
    }
  }

  // The format is read here without DJL: what other tools see of it.
  @OnEachEngine
  void areLittleEndianFloatsInRowOrder(NDManager manager) throws IOException {
    Network network = Networks.convolutional(manager, 1);

    Map<String, Npy> arrays = Npy.all(saved(network).open(CheckpointReader.WEIGHTS));

    assertThat(arrays.keySet())
        .containsExactlyElementsOf(network.parameters().stream().map(Pair::getKey).toList());
    assertThat(arrays.values().stream().map(Npy::shape))
        .containsExactlyElementsOf(
            network.parameters().stream()
                .map(entry -> entry.getValue().getArray().getShape().getShape())
                .map(shape -> Arrays.stream(shape).boxed().toList())
                .toList());
    assertThat(arrays.values().stream().flatMap(array -> array.values().stream()))
        .containsExactlyElementsOf(values(network));
  }

  @OnEachEngine
  void namesOfNestedLayersLeadToThem(NDManager manager) {
    try (Network network = new Network(manager, Architecture.D2.block(10), new Shape(1, 8, 8), 1)) {
      List<String> names = network.parameters().stream().map(Pair::getKey).toList();

      assertThat(names)
          .doesNotHaveDuplicates()
          .contains(
              "01Conv2d_weight",
              "02EvalSafeBatchNorm_running_var",
              "04Residual_01branch_01Conv2d_weight",
              "10Residual_02shortcut_01Conv2d_weight",
              "10Residual_02shortcut_02EvalSafeBatchNorm_gamma",
              "24Linear_bias");
    }
  }

  @OnEachEngine
  void openInNumpy(NDManager manager, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeThat(hasNumpy()).as("python3 with numpy").isTrue();
    Network network = Networks.normalized(manager, 1);
    Path file = folder.resolve("weights.npz");
    try (InputStream weights = saved(network).open(CheckpointReader.WEIGHTS)) {
      Files.copy(weights, file);
    }

    Process python = python(PRINT_ARRAYS, file.toString());
    List<String> lines = python.inputReader().lines().toList();

    assertThat(python.waitFor()).isZero();
    List<String> expected = new ArrayList<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      NDArray array = entry.getValue().getArray();
      List<String> shape =
          Arrays.stream(array.getShape().getShape()).mapToObj(Long::toString).toList();
      double largest = array.abs().max().getFloat();
      expected.add(
          String.format(
              Locale.ROOT, "%s float32 %s %.6f", entry.getKey(), String.join(",", shape), largest));
    }
    assertThat(lines).containsExactlyElementsOf(expected);
  }

  private static boolean hasNumpy() throws InterruptedException {
    try {
      return python("import numpy").waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process python(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-c"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @OnEachEngine
  void doNotChangeWithTheNetworkTheyCameFrom(NDManager manager) {
    Network network = Networks.linear(manager, 1);
    List<Float> before = values(network);
    Weights weights = Weights.of(network);

    Networks.set(network, 1, 7, 8, 9);
    weights.copyTo(network);

    assertThat(values(network)).isEqualTo(before);
  }

  @OnEachEngine
  void nameTheParameterThatIsMissing(NDManager manager) {
    MemoryCheckpoint checkpoint = saved(Networks.linear(manager, 1));

    assertThatThrownBy(() -> load(checkpoint, Networks.convolutional(manager, 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'01Conv2d_weight'")
        .hasMessageContaining("none of that name");
  }

  @OnEachEngine
  void nameTheParameterOfAnotherShape(NDManager manager) {
    MemoryCheckpoint checkpoint = saved(Networks.linear(manager, 1));
    Network larger =
        new Network(
            manager,
            new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(10).build()),
            Networks.IMAGE,
            1);

    assertThatThrownBy(() -> load(checkpoint, larger))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'02Linear_weight'")
        .hasMessageContaining("(10, 64)")
        .hasMessageContaining("(3, 64)");
  }

  @OnEachEngine
  void nameTheParametersThatAreLeftOver(NDManager manager) {
    MemoryCheckpoint checkpoint = saved(Networks.linear(manager, 1));
    Network smaller =
        new Network(
            manager,
            new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).optBias(false).build()),
            Networks.IMAGE,
            1);

    assertThatThrownBy(() -> load(checkpoint, smaller))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("02Linear_bias");
  }

  @OnEachEngine
  void sayWhichFileIsMissingOrDamaged(NDManager manager) throws IOException {
    Network network = Networks.linear(manager, 1);
    byte[] whole = saved(network).open(CheckpointReader.WEIGHTS).readAllBytes();
    List<MemoryCheckpoint> checkpoints =
        List.of(
            new MemoryCheckpoint(),
            holding("PK, but nothing of the kind".getBytes(StandardCharsets.US_ASCII)),
            holding("nothing of the kind".getBytes(StandardCharsets.US_ASCII)),
            holding(Arrays.copyOf(whole, whole.length / 2)));

    for (MemoryCheckpoint checkpoint : checkpoints) {
      assertThatThrownBy(() -> load(checkpoint, network))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("in memory")
          .hasMessageContaining("weights.npz");
    }
  }

  // MXNet lays a convolution's weights out anew once it has run a batch.
  @OnEachEngine
  void canBeSetAgainInANetworkThatHasTrained(NDManager manager) {
    Network network = Networks.normalized(manager, 1);
    Weights before = Weights.of(network);
    List<Float> values = values(network);
    for (int i = 0; i < 3; i++) {
      network.parameterGradients(() -> network.trainingLogits(images(manager)).sum());
      network.logits(images(manager));
    }

    before.copyTo(network);

    assertThat(values(network)).isEqualTo(values);
    assertThat(network.logits(images(manager)).toFloatArray())
        .containsExactly(
            Networks.normalized(manager, 1).logits(images(manager)).toFloatArray(), within(1e-5f));
  }

  private static MemoryCheckpoint holding(byte[] weights) throws IOException {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    try (OutputStream out = checkpoint.create(CheckpointReader.WEIGHTS)) {
      out.write(weights);
    }
    return checkpoint;
  }

  private static NDArray images(NDManager manager) {
    return Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
  }

  private static float[] flat(Network network) {
    try (NDManager scope = network.manager().newSubManager()) {
      NDList all = new NDList();
      for (Pair<String, Parameter> entry : network.parameters()) {
        all.add(scope.create(entry.getValue().getArray().toFloatArray()));
      }
      return NDArrays.concat(all).toFloatArray();
    }
  }

  private static List<Float> values(Network network) {
    List<Float> all = new ArrayList<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      for (float value : entry.getValue().getArray().toFloatArray()) {
        all.add(value);
      }
    }
    return all;
  }
}
