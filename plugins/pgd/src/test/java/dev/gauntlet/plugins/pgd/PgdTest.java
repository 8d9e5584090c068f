package dev.gauntlet.plugins.pgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class PgdTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final double EPSILON = 0.1;

  @Override
  protected Attack attack() {
    return new Pgd();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 5, "step_size", 0.05, "restarts", 2);
  }

  private NDArray perturb(Network source, ImageBatch clean, Map<String, Object> parameters) {
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(source),
                new Budget(Norm.LINF, EPSILON),
                IMAGES.ids())
            .withParameters(parameters);
    return attack().perturb(context, clean.images(), clean.labels());
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModelFromAnyStart(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, EPSILON);

    float[] found =
        perturb(TinyModels.linear(manager), clean, Map.of("steps", 8, "step_size", 0.03))
            .toFloatArray();

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }

  // One step of size ε from the clean image is FGSM, many small ones are BIM.
  @OnEachEngine
  void isStrongerTheMoreOfItThereIs(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    float fgsm =
        mean(
            losses(
                source,
                clean,
                perturb(
                    source,
                    clean,
                    Map.of("steps", 1, "step_size", EPSILON, "random_start", false))));
    float bim =
        mean(
            losses(
                source,
                clean,
                perturb(
                    source, clean, Map.of("steps", 20, "step_size", 0.02, "random_start", false))));
    float pgd =
        mean(
            losses(
                source,
                clean,
                perturb(source, clean, Map.of("steps", 20, "step_size", 0.02, "restarts", 5))));

    assertThat(fgsm).isGreaterThan(mean(losses(source, clean, clean.images())));
    assertThat(bim).isGreaterThan(fgsm);
    // The best of five starts; the clean image is none of them, so it may miss BIM's end by a hair.
    assertThat(pgd).isGreaterThan(bim * 0.999f);
  }

  @OnEachEngine
  void restartsNeverLowerTheLossOfAnyImage(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    float[] before = losses(source, clean, clean.images());
    for (int restarts : new int[] {1, 2, 4}) {
      // So few steps that starts differ in where they lead.
      float[] after =
          losses(
              source,
              clean,
              perturb(source, clean, Map.of("steps", 2, "step_size", 0.02, "restarts", restarts)));
      if (restarts > 1) {
        for (int i = 0; i < after.length; i++) {
          assertThat(after[i])
              .as("image %d, %d restarts", i, restarts)
              .isGreaterThanOrEqualTo(before[i] - 1e-6f);
        }
        assertThat(mean(after)).isGreaterThan(mean(before));
      }
      before = after;
    }
  }

  @OnEachEngine
  void restartsOnlyWhatStillStandsWhereSuccessIsFinal(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(), List.of(source), new Budget(Norm.LINF, 0.2), IMAGES.ids())
            .withParameters(Map.of("steps", 10, "step_size", 0.03, "restarts", 4));

    List<Boolean> toTheEnd =
        right(source, clean, attack().perturb(context, clean.images(), clean.labels()));
    long full = source.backwardImages();
    List<Boolean> stopped =
        right(
            source,
            clean,
            attack().perturb(context.withFinalSuccess(), clean.images(), clean.labels()));

    assertThat(full).isEqualTo(4L * 10 * IMAGES.size());
    assertThat(source.backwardImages() - full).isLessThan(full);
    assertThat(stopped).isEqualTo(toTheEnd).contains(false);
  }

  private static List<Boolean> right(Network source, ImageBatch clean, NDArray images) {
    long[] labels = clean.labels().toLongArray();
    long[] predicted = source.logits(images).argMax(1).toLongArray();
    return IntStream.range(0, labels.length).mapToObj(i -> predicted[i] == labels[i]).toList();
  }

  @OnEachEngine
  void startsAtTheCleanImageWhereAsked(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);

    NDArray found =
        perturb(source, clean, Map.of("steps", 1, "step_size", 0.001, "random_start", false));

    assertThat(found.sub(clean.images()).abs().max().getFloat()).isCloseTo(0.001f, within(1e-6f));
  }

  private static float[] losses(Network source, ImageBatch clean, NDArray images) {
    return Losses.crossEntropy(clean.labels(), TinyImages.CLASSES)
        .of(source.logits(images))
        .toFloatArray();
  }

  private static float mean(float[] losses) {
    float sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / losses.length;
  }
}
