package dev.gauntlet.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.OnEachEngine;
import org.junit.jupiter.api.Test;

class UpsamplingTest {
  private static NDArray enlarge(Upsampling.Mode mode, int factor, NDArray images) {
    return enlarge(new Upsampling(mode, factor), images);
  }

  private static NDArray enlarge(Upsampling upsampling, NDArray images) {
    return upsampling
        .forward(new ParameterStore(images.getManager(), false), new NDList(images), false)
        .singletonOrThrow();
  }

  @OnEachEngine
  void nearestRepeatsEveryPixel(NDManager manager) {
    NDArray image = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));

    NDArray larger = enlarge(Upsampling.Mode.NEAREST, 2, image);

    assertThat(larger.getShape()).isEqualTo(new Shape(1, 1, 4, 4));
    assertThat(larger.toFloatArray())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
  }

  // New centres lie at 0.25, 0.75 between the old ones; the border repeats. In one direction
  // (0, 4) becomes (0, 1, 3, 4).
  @OnEachEngine
  void bilinearWeighsTheFourNeighbours(NDManager manager) {
    NDArray image = manager.create(new float[] {0, 4, 8, 12}, new Shape(1, 1, 2, 2));

    assertThat(enlarge(Upsampling.Mode.BILINEAR, 2, image).toFloatArray())
        .containsExactly(
            new float[] {0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12}, within(1e-6f));
  }

  // By three, centres lie at −⅓ (border), 0, ⅓, ⅔, 1, 1⅓ (border).
  @OnEachEngine
  void takesAnyWholeFactor(NDManager manager) {
    NDArray row = manager.create(new float[] {0, 3}, new Shape(1, 1, 1, 2));

    NDArray larger = enlarge(Upsampling.Mode.BILINEAR, 3, row);

    assertThat(larger.getShape()).isEqualTo(new Shape(1, 1, 3, 6));
    assertThat(larger.get(0, 0, 1).toFloatArray())
        .containsExactly(new float[] {0, 0, 1, 2, 3, 3}, within(1e-6f));
  }

  // From 2 to 3 centres lie at ⅔·(i + ½) − ½ = −⅙ (border), ½, 1⅙ (border); nearest: 0, 0, 1.
  @OnEachEngine
  void takesAnySizeThatIsNotSmaller(NDManager manager) {
    NDArray row = manager.create(new float[] {0, 4}, new Shape(1, 1, 1, 2));

    assertThat(enlarge(Upsampling.to(Upsampling.Mode.BILINEAR, 1, 3), row).toFloatArray())
        .containsExactly(new float[] {0, 2, 4}, within(1e-6f));
    assertThat(enlarge(Upsampling.to(Upsampling.Mode.NEAREST, 1, 3), row).toFloatArray())
        .containsExactly(0, 0, 4);
    assertThatThrownBy(() -> enlarge(Upsampling.to(Upsampling.Mode.NEAREST, 1, 1), row))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("cannot shrink");
  }

  @OnEachEngine
  void keepsImagesAndChannelsApart(NDManager manager) {
    NDArray images = manager.arange(12f).reshape(2, 3, 2, 1);

    NDArray larger = enlarge(Upsampling.Mode.NEAREST, 2, images);

    assertThat(larger.getShape()).isEqualTo(new Shape(2, 3, 4, 2));
    for (int i = 0; i < 2; i++) {
      for (int c = 0; c < 3; c++) {
        float top = 6 * i + 2 * c;
        assertThat(larger.get(i, c).toFloatArray())
            .containsExactly(top, top, top, top, top + 1, top + 1, top + 1, top + 1);
      }
    }
  }

  @OnEachEngine
  void byOneIsTheIdentity(NDManager manager) {
    NDArray images = manager.arange(12f).reshape(1, 3, 2, 2);
    for (Upsampling.Mode mode : Upsampling.Mode.values()) {
      assertThat(enlarge(mode, 1, images).toFloatArray()).containsExactly(images.toFloatArray());
    }
  }

  @Test
  void doesNotShrink() {
    assertThatThrownBy(() -> new Upsampling(Upsampling.Mode.NEAREST, 0))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("got 0");
  }
}
