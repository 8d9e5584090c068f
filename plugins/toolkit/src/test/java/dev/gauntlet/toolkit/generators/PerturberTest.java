package dev.gauntlet.toolkit.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import dev.gauntlet.toolkit.OnEachEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerturberTest {
  private static final Shape IMAGE = new Shape(1, 8, 8);
  private static final Budget NARROW = new Budget(Norm.LINF, 0.1);
  private static final Budget WIDE = new Budget(Norm.LINF, 0.2);
  private static final Randomness RANDOM = new Randomness(1, List.of("a", "b"));

  @OnEachEngine
  void aCheckpointTellsWhichGeneratorItIsAndHowWide(NDManager manager) {
    for (Generator generator : Generator.values()) {
      MemoryCheckpoint checkpoint = new MemoryCheckpoint();
      try (Perturber saved = Perturber.create(generator, 2, IMAGE, NARROW, 3, manager, 7)) {
        saved.save(checkpoint);
        try (Perturber restored = Perturber.restore(checkpoint, IMAGE, NARROW, 3, manager)) {
          assertThat(restored.generator()).isEqualTo(generator);
          assertThat(restored.k()).isEqualTo(2);
          assertThat(perturb(restored, manager)).containsExactly(perturb(saved, manager));
        }
      }
    }
  }

  // In the middle of the pixel range nothing is cut.
  @OnEachEngine
  void perturbsInProportionToTheBudget(NDManager manager) {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    try (Perturber saved = Perturber.create(Generator.G3, 1, IMAGE, NARROW, 3, manager, 7)) {
      saved.save(checkpoint);
      try (Perturber wide = Perturber.restore(checkpoint, IMAGE, WIDE, 3, manager)) {
        float[] near = perturb(saved, manager);
        float[] far = perturb(wide, manager);
        for (int i = 0; i < near.length; i++) {
          assertThat(far[i] - 0.5f).isCloseTo(2 * (near[i] - 0.5f), within(1e-5f));
        }
      }
    }
  }

  @Test
  void refusesADamagedForm() throws IOException {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    try (OutputStream out = checkpoint.create("generator.txt")) {
      out.write("G4 8\n".getBytes(StandardCharsets.UTF_8));
    }
    try (NDManager manager = Engines.manager("PyTorch")) {
      assertThatThrownBy(() -> Perturber.restore(checkpoint, IMAGE, NARROW, 3, manager))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("must be like 'G1 8', got 'G4 8'");
    }
  }

  private static float[] perturb(Perturber perturber, NDManager manager) {
    NDArray gray = manager.ones(new Shape(2).addAll(IMAGE)).mul(0.5f);
    ImageBatch batch = new ImageBatch(gray, manager.create(new long[] {0, 2}));
    return perturber.perturb(batch, RANDOM).toFloatArray();
  }
}
