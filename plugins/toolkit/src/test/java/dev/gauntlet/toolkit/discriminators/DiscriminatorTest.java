package dev.gauntlet.toolkit.discriminators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;

class DiscriminatorTest {
  private static NDArray logits(NDManager manager) {
    return manager.create(
        new float[] {0, 7, 7, (float) Math.log(3), 7, 7, (float) -Math.log(3), 7, 7},
        new Shape(3, 3));
  }

  @OnEachEngine
  void scoresAreProbabilitiesOfAPerturbation(NDManager manager) {
    try (Discriminator discriminator = FirstLogit.discriminator(manager)) {
      NDArray scores = discriminator.scores(logits(manager));

      assertThat(scores.getShape()).isEqualTo(new Shape(3));
      assertThat(scores.toFloatArray())
          .containsExactly(new float[] {0.5f, 0.75f, 0.25f}, within(1e-6f));
    }
  }

  @OnEachEngine
  void leavesNothingOpenButTheScores(NDManager manager) {
    try (Discriminator discriminator = FirstLogit.discriminator(manager)) {
      NDArray logits = logits(manager);
      discriminator.scores(logits).close();
      int before = OpenArrays.in(manager);

      NDArray scores = discriminator.scores(logits);

      assertThat(OpenArrays.in(manager)).isEqualTo(before + 1);
      assertThat(scores.getManager()).isSameAs(manager);
    }
  }

  @OnEachEngine
  void comesBackFromItsCheckpoint(NDManager manager) {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    ModelContext elsewhere = new ModelContext(manager, "d1", Networks.IMAGE, Networks.CLASSES, 2);
    try (Discriminator saved = Discriminator.untrained(FirstLogit.model(manager));
        Discriminator other = Discriminator.untrained(elsewhere)) {
      saved.save(checkpoint);
      float[] expected = saved.scores(logits(manager)).toFloatArray();
      try (Discriminator restored = Discriminator.restore(checkpoint, elsewhere)) {
        assertThat(restored.scores(logits(manager)).toFloatArray()).isEqualTo(expected);
      }
      assertThat(other.scores(logits(manager)).toFloatArray()).isNotEqualTo(expected);
    }
  }

  @OnEachEngine
  void needsItsFile(NDManager manager) {
    int before = OpenArrays.in(manager);

    assertThatThrownBy(
            () -> Discriminator.restore(new MemoryCheckpoint(), FirstLogit.model(manager)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("discriminator.npz");
    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }
}
