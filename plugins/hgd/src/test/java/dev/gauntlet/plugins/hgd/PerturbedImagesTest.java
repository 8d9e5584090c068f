package dev.gauntlet.plugins.hgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerturbedImagesTest {
  private static final double EPSILON = 0.2;

  /** What rounding to a byte may add. */
  private static final double ROUNDING = 0.5 / 255 + 1e-6;

  @OnEachEngine
  void everyImageIsPerturbedOnceInsideTheRadius(NDManager manager) {
    MemoryCheckpoint checkpoint = prepare(manager, 1);

    assertPerturbed(new TinyImages(96, 1), checkpoint, PerturbedImages.TRAINING, manager);
    assertPerturbed(new TinyImages(30, 2), checkpoint, PerturbedImages.VALIDATION, manager);
    assertThat(checkpoint.notes()).containsKeys("forwardPassesPerImage", "backwardPassesPerImage");
  }

  private static void assertPerturbed(
      TinyImages clean, MemoryCheckpoint checkpoint, String file, NDManager manager) {
    ByteImages perturbed = ByteImages.read(checkpoint, file);
    float[] before = clean.all(manager).images().toFloatArray();
    float[] after =
        perturbed.get(manager, IntStream.range(0, clean.size()).toArray()).toFloatArray();

    assertThat(after).as(file).hasSameSizeAs(before);
    Set<Long> distances = new HashSet<>();
    int each = (int) TinyImages.SHAPE.size();
    for (int i = 0; i < clean.size(); i++) {
      double farthest = 0;
      for (int j = i * each; j < (i + 1) * each; j++) {
        farthest = Math.max(farthest, Math.abs(after[j] - before[j]));
      }
      assertThat(farthest).isPositive().isLessThanOrEqualTo(EPSILON + ROUNDING);
      distances.add(Math.round(farthest / EPSILON * TableOfAttacks.LEVELS));
    }
    assertThat(distances).as("radii of %s", file).hasSizeGreaterThan(TableOfAttacks.LEVELS / 2);
  }

  @OnEachEngine
  void theSameSeedMakesTheSameImages(NDManager manager) {
    int[] all = IntStream.range(0, 96).toArray();
    float[] first = training(manager, 1).get(manager, all).toFloatArray();

    assertThat(training(manager, 1).get(manager, all).toFloatArray()).containsExactly(first);
    assertThat(training(manager, 2).get(manager, all).toFloatArray()).isNotEqualTo(first);
  }

  @OnEachEngine
  void attacksLeadAwayFromWhatTheirSourcePredicts(NDManager manager) {
    try (Network one = TinyModels.linear(manager);
        Network two = TinyModels.convolutional(manager)) {
      TableOfAttacks table = new TableOfAttacks(List.of(one, two), EPSILON, TinyImages.CLASSES);
      NDArray images = new TinyImages(6, 4).all(manager).images();
      for (int attack = 0; attack < 6; attack++) {
        NDArray perturbed = table.perturb(new TableOfAttacks.Row(attack, 8), images);

        assertThat(perturbed.sub(images).abs().max().getFloat())
            .isGreaterThan(0.099f)
            .isLessThan(0.101f);
        Network source = attack == 1 ? two : one;
        LogitLoss odds = Losses.logOdds(source.logits(images).argMax(1), TinyImages.CLASSES);
        assertThat(odds.of(source.logits(perturbed)).mean().getFloat())
            .as("log odds of a mistake under attack %d", attack)
            .isGreaterThan(odds.of(source.logits(images)).mean().getFloat());
      }
      // FGSM on one, on the other, on both; IFGSM with 2, 4 and 8 steps on both.
      assertThat(one.backwardImages()).isEqualTo(6 * (1 + 1 + 2 + 4 + 8));
      assertThat(two.backwardImages()).isEqualTo(6 * (1 + 1 + 2 + 4 + 8));
    }
  }

  @OnEachEngine
  void allAttacksAndRadiiAreDrawn(NDManager manager) {
    try (Network one = TinyModels.linear(manager);
        Network two = TinyModels.linear(manager)) {
      TableOfAttacks table = new TableOfAttacks(List.of(one, two), 0.32, TinyImages.CLASSES);
      Set<TableOfAttacks.Row> drawn = new HashSet<>();
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 2000; i++) {
        drawn.add(table.draw(random));
      }

      assertThat(drawn).hasSize(6 * 16);
      assertThat(drawn.stream().mapToDouble(table::radius).min().orElseThrow()).isEqualTo(0.02);
      assertThat(drawn.stream().mapToDouble(table::radius).max().orElseThrow()).isEqualTo(0.32);
    }
  }

  @OnEachEngine
  void pairsHoldCleanAndPerturbedImagesOfTheSameIndex(NDManager manager) {
    TinyImages clean = new TinyImages(96, 1);
    ByteImages others = training(manager, 1);
    int[] some = {5, 90};

    ImageBatch pairs = new PairedImages(clean, others).batch(manager, some);

    assertThat(PairedImages.clean(pairs).toFloatArray())
        .containsExactly(clean.batch(manager, some).images().toFloatArray());
    assertThat(PairedImages.perturbed(pairs).toFloatArray())
        .containsExactly(others.get(manager, some).toFloatArray());
    assertThat(pairs.labels().toLongArray()).containsExactly(5 % 3, 90 % 3);
  }

  @Test
  void imagesOfAnotherDataSetAreRefused() {
    ByteImages fewer = ByteImages.black(new Shape(30).addAll(TinyImages.SHAPE));

    assertThatThrownBy(() -> new PairedImages(new TinyImages(96, 1), fewer))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("there are 30 of them for 96 clean ones");
  }

  private static ByteImages training(NDManager manager, long seed) {
    return ByteImages.read(prepare(manager, seed), PerturbedImages.TRAINING);
  }

  private static MemoryCheckpoint prepare(NDManager manager, long seed) {
    PerturbedImages preparation = new PerturbedImages();
    TestTrainingContext context =
        TestTrainingContext.of(
                TestTrainingContext.model(manager, "d1", seed),
                Parameters.of(preparation.descriptor().parameters(), Map.of("epsilon", EPSILON)))
            .needing(preparation.descriptor().checkpoints(), Companions.all());
    preparation.prepare(context);
    return context.checkpoint();
  }
}
