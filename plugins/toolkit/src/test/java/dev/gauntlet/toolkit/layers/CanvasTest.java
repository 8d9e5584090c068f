package dev.gauntlet.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.OnEachEngine;

class CanvasTest {
  private static NDArray put(NDArray images, int height, int width) {
    return new Canvas(height, width)
        .forward(new ParameterStore(images.getManager(), false), new NDList(images), false)
        .singletonOrThrow();
  }

  @OnEachEngine
  void padsWithZerosAllAround(NDManager manager) {
    NDArray image = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));

    NDArray padded = put(image, 3, 4);

    assertThat(padded.getShape()).isEqualTo(new Shape(1, 1, 3, 4));
    assertThat(padded.toFloatArray()).containsExactly(0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0);
  }

  @OnEachEngine
  void cropsToTheMiddle(NDManager manager) {
    NDArray image = manager.arange(12f).reshape(1, 1, 3, 4);

    assertThat(put(image, 1, 2).toFloatArray()).containsExactly(5, 6);
  }

  @OnEachEngine
  void croppingUndoesPadding(NDManager manager) {
    NDArray images = Images.uniform(manager, 1, new Shape(2, 3, 5, 4));
    for (int more = 0; more < 4; more++) {
      NDArray padded = put(images, 5 + more, 4 + more);

      assertThat(put(padded, 5, 4).toFloatArray()).containsExactly(images.toFloatArray());
    }
  }
}
