package dev.gauntlet.toolkit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.gradient.Network;

class ClassifierTest {
  private static ModelContext context(NDManager manager, long seed) {
    return new ModelContext(manager, "d1", Networks.IMAGE, 3, seed);
  }

  @OnEachEngine
  void answersAsTheNetworkThatWasSaved(NDManager manager) {
    NDArray images = Images.uniform(manager, 1, new Shape(5, 1, 8, 8));
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    float[] logits;
    long[] labels;
    try (Network network = Classifier.untrained(context(manager, 1))) {
      logits = network.logits(images).toFloatArray();
      labels = network.logits(images).argMax(1).toLongArray();
      Weights.of(network).write(checkpoint, CheckpointReader.WEIGHTS, manager);
    }

    try (Classifier restored = Classifier.restore(checkpoint, context(manager, 2));
        Prediction prediction = restored.predict(images)) {
      assertThat(prediction.labels().toLongArray()).containsExactly(labels);
      assertThat(prediction.labels().getDataType()).isEqualTo(DataType.INT64);
      assertThat(prediction.rejected().toBooleanArray()).containsOnly(false).hasSize(5);
      assertThat(prediction.logits().orElseThrow().toFloatArray()).containsExactly(logits);
      assertThat(restored.differentiable().orElseThrow().logits(images).toFloatArray())
          .containsExactly(logits);
    }
  }

  @OnEachEngine
  void leavesNothingOpenWhereTheCheckpointDoesNotFit(NDManager manager) {
    int before = OpenArrays.in(manager);

    assertThatThrownBy(() -> Classifier.restore(new MemoryCheckpoint(), context(manager, 1)))
        .isInstanceOf(CheckpointException.class);

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }
}
