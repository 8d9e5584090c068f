package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;

class TinyModelsTest {
  @OnEachEngine
  void knowTheTinyImages(NDManager manager) {
    ImageBatch batch = new TinyImages(60, 9).all(manager);
    for (Network model : List.of(TinyModels.linear(manager), TinyModels.convolutional(manager))) {
      NDArray predicted = model.logits(batch.images()).argMax(1);

      assertThat(predicted.eq(batch.labels()).countNonzero().getLong()).isGreaterThan(54);
    }
  }

  @OnEachEngine
  void haveHonestGradients(NDManager manager) {
    ImageBatch batch = new TinyImages(6, 9).all(manager);
    for (Network model : List.of(TinyModels.linear(manager), TinyModels.convolutional(manager))) {
      assertThat(
              FiniteDifferences.error(
                  model, batch.images(), Losses.crossEntropy(batch.labels(), 3)))
          .isLessThan(0.01);
    }
  }

  @OnEachEngine
  void linearIsTheProductWithItsWeights(NDManager manager) {
    ImageBatch batch = new TinyImages(1, 9).all(manager);
    float[] pixels = batch.images().toFloatArray();
    float[] weights = TinyModels.linearWeights();
    float[] logits = new float[3];
    for (int i = 0; i < weights.length; i++) {
      logits[i / 64] += weights[i] * pixels[i % 64];
    }

    assertThat(TinyModels.linear(manager).logits(batch.images()).toFloatArray())
        .containsExactly(logits, within(1e-4f));
  }
}
