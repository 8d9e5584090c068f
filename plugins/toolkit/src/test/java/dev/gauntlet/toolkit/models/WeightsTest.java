package dev.gauntlet.toolkit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
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
import dev.gauntlet.toolkit.gradient.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class WeightsTest {
  private static MemoryCheckpoint saved(Network network) {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    Weights.of(network).write(checkpoint, CheckpointReader.WEIGHTS, network.manager());
    return checkpoint;
  }

  private static void load(MemoryCheckpoint checkpoint, Network network) {
    Weights.read(checkpoint, CheckpointReader.WEIGHTS, network.manager()).copyTo(network);
  }

  @OnEachEngine
  void writtenOnThisEngineAreReadOnEveryOther(NDManager manager) {
    Network written = Networks.normalized(manager, 1);
    MemoryCheckpoint checkpoint = saved(written);
    float[] logits = written.logits(images(manager)).toFloatArray();

    for (String other : Engines.names()) {
      try (NDManager there = Engines.manager(other)) {
        Network read = Networks.normalized(there, 2);
        load(checkpoint, read);

        assertThat(values(read)).isEqualTo(values(written));
        assertThat(read.logits(images(there)).toFloatArray())
            .containsExactly(logits, within(1e-4f));
      }
    }
  }

  @OnEachEngine
  void entriesAreNamedAfterTheirLayers(NDManager manager) throws IOException {
    Network network = Networks.convolutional(manager, 1);
    List<String> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(saved(network).open(CheckpointReader.WEIGHTS))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry.getName());
      }
    }

    assertThat(entries)
        .containsExactly(
            "01Conv2d_weight.npy", "01Conv2d_bias.npy", "05Linear_weight.npy", "05Linear_bias.npy");
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
