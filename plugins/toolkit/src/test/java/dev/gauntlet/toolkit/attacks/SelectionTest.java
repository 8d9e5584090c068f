package dev.gauntlet.toolkit.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.Optional;

class SelectionTest {
  private static final int[] ROWS = {3, 1};
  private static final Shape EACH = new Shape(4);

  @OnEachEngine
  void keepsEachImagesTargetAndRandomness(NDManager manager) {
    NDArray targets = manager.create(new long[] {0, 1, 2, 0, 1});
    Whitebox whole = new Whitebox(Networks.linear(manager, 1), Optional.of(targets));

    Selection chosen = new Selection(whole, ROWS, manager);

    assertThat(chosen.targets().orElseThrow().toLongArray()).containsExactly(0, 1);
    assertThat(chosen.random().gaussian(manager, "x", EACH).toFloatArray())
        .containsExactly(
            Rows.select(whole.random().gaussian(manager, "x", EACH), ROWS).toFloatArray());
  }

  @OnEachEngine
  void chargesTheRightImageForAQuestion(NDManager manager) {
    Whitebox whole = new Whitebox(Networks.linear(manager, 1), Optional.empty());
    Selection chosen = new Selection(whole, ROWS, manager);
    NDArray images = manager.zeros(new Shape(3, 1, 8, 8));

    assertThat(chosen.scores().ask(images, new int[] {1, 0, 1}).toIntArray())
        .containsExactly(1, 3, 1);
    assertThat(chosen.decisions().remaining(0)).isEqualTo(30);
  }
}
