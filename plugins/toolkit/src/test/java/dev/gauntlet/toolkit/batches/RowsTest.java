package dev.gauntlet.toolkit.batches;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;

class RowsTest {
  @OnEachEngine
  void takesRowsOutInTheOrderAskedFor(NDManager manager) {
    NDArray images = manager.arange(12f).reshape(3, 1, 2, 2);
    NDArray labels = manager.create(new long[] {7, 8, 9});

    assertThat(Rows.select(images, new int[] {2, 0}).toFloatArray())
        .containsExactly(8, 9, 10, 11, 0, 1, 2, 3);
    assertThat(Rows.select(labels, new int[] {1}).toLongArray()).containsExactly(8);
    assertThat(Rows.select(labels, new int[] {1}).getDataType()).isEqualTo(DataType.INT64);
  }

  @OnEachEngine
  void putsRowsBackWhereTheyWere(NDManager manager) {
    NDArray images = manager.arange(12f).reshape(3, 1, 2, 2);
    int[] rows = {2, 0};

    NDArray changed = Rows.select(images, rows).add(100);
    NDArray replaced = Rows.replace(images, rows, changed);

    assertThat(replaced.getShape()).isEqualTo(new Shape(3, 1, 2, 2));
    assertThat(replaced.toFloatArray())
        .containsExactly(100, 101, 102, 103, 4, 5, 6, 7, 108, 109, 110, 111);
    assertThat(images.toFloatArray()).startsWith(0, 1, 2, 3);
  }

  @OnEachEngine
  void leavesNothingOpenButItsResult(NDManager manager) {
    NDArray images = manager.arange(12f).reshape(3, 1, 2, 2);
    try (NDManager other = manager.newSubManager()) {
      int open = OpenArrays.in(manager);
      NDArray chosen = Rows.select(images, new int[] {1}, other);

      assertThat(chosen.getManager()).isSameAs(other);
      assertThat(OpenArrays.in(manager)).isEqualTo(open + 1);

      NDArray replaced = Rows.replace(images, new int[] {0}, chosen);

      assertThat(replaced.getManager()).isSameAs(manager);
      assertThat(OpenArrays.in(manager)).isEqualTo(open + 2);
    }
  }
}
