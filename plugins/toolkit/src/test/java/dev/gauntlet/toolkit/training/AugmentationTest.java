package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.OnEachEngine;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int COUNT = 200;
  private static final Shape SHAPE = new Shape(COUNT, 2, 3, 4);

  @OnEachEngine
  void isNothingByDefault(NDManager manager) {
    ImageBatch batch = batch(manager);

    assertThat(new Augmentation(false, 0).apply(batch, random(1))).isSameAs(batch);
  }

  @OnEachEngine
  void mirrorsEveryOtherImageLeftToRight(NDManager manager) {
    float[] mirrored = run(manager, new Augmentation(true, 0), 1);

    int turned = 0;
    for (int image = 0; image < COUNT; image++) {
      float[] plain = expected(image, false, 0, 0);
      float[] turn = expected(image, true, 0, 0);
      float[] found = image(mirrored, image);
      assertThat(found).isIn(plain, turn);
      turned += Arrays.equals(found, turn) ? 1 : 0;
    }
    assertThat(turned).isBetween(70, 130);
  }

  @OnEachEngine
  void movesAllChannelsOfAnImageTogetherAndFillsWithZero(NDManager manager) {
    float[] moved = run(manager, new Augmentation(false, 1), 1);

    Set<List<Integer>> ways = new HashSet<>();
    for (int image = 0; image < COUNT; image++) {
      List<Integer> way = way(image, image(moved, image));
      assertThat(way).as("image %d", image).isNotNull();
      ways.add(way);
    }
    assertThat(ways).as("every way of one pixel or none").hasSize(9);
  }

  @OnEachEngine
  void dependsOnTheSeedAndTheImagesNameAlone(NDManager manager) {
    Augmentation both = new Augmentation(true, 2);

    assertThat(run(manager, both, 1)).isEqualTo(run(manager, both, 1));
    assertThat(run(manager, both, 1)).isNotEqualTo(run(manager, both, 2));
    try (NDManager scope = manager.newSubManager()) {
      NDArray last = batch(scope).images().get("150:");
      float[] part =
          both.apply(
                  new ImageBatch(last, scope.zeros(new Shape(50))),
                  random(1).select(IntStream.range(150, COUNT).toArray()))
              .images()
              .toFloatArray();
      assertThat(part).isEqualTo(Arrays.copyOfRange(run(manager, both, 1), 150 * 24, COUNT * 24));
    }
  }

  @Test
  void isReadFromATrainingsParameters() {
    assertThat(Augmentation.of(Parameters.of(Augmentation.parameters(), Map.of())))
        .isEqualTo(new Augmentation(false, 0));
    assertThat(
            Augmentation.of(
                Parameters.of(Augmentation.parameters(), Map.of("mirror", "true", "shift", 4))))
        .isEqualTo(new Augmentation(true, 4));
  }

  private static float[] run(NDManager manager, Augmentation augmentation, long seed) {
    try (NDManager scope = manager.newSubManager()) {
      ImageBatch batch = batch(scope);
      ImageBatch result = augmentation.apply(batch, random(seed));
      assertThat(result.labels()).isSameAs(batch.labels());
      assertThat(result.images().getManager()).isSameAs(scope);
      return result.images().toFloatArray();
    }
  }

  private static Randomness random(long seed) {
    return new Randomness(seed, IntStream.range(0, COUNT).mapToObj(Integer::toString).toList());
  }

  /** Every pixel has a value of its own. */
  private static ImageBatch batch(NDManager manager) {
    float[] pixels = new float[COUNT * 24];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1 + i;
    }
    return new ImageBatch(manager.create(pixels, SHAPE), manager.zeros(new Shape(COUNT)));
  }

  private static float[] image(float[] all, int image) {
    return Arrays.copyOfRange(all, image * 24, (image + 1) * 24);
  }

  private static List<Integer> way(int image, float[] found) {
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        if (Arrays.equals(found, expected(image, false, down, right))) {
          return List.of(down, right);
        }
      }
    }
    return null;
  }

  /** By the definition: the pixel at (row, column) was at (row - down, column - right). */
  private static float[] expected(int image, boolean mirrored, int down, int right) {
    float[] pixels = new float[24];
    for (int i = 0; i < 24; i++) {
      int channel = i / 12;
      int row = i / 4 % 3 - down;
      int column = i % 4 - right;
      if (row >= 0 && row < 3 && column >= 0 && column < 4) {
        int from = mirrored ? 3 - column : column;
        pixels[i] = 1 + image * 24 + channel * 12 + row * 4 + from;
      }
    }
    return pixels;
  }
}
