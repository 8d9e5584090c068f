package dev.gauntlet.plugins.hopskipjump;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.RoundingCheck;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class HopSkipJumpTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(3, 4);
  private static final int PIXELS = 64;

  @Override
  protected Attack attack() {
    return new HopSkipJump();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 5, "initial_directions", 40);
  }

  private TestAttackContext context(Network source, Norm norm, long quota) {
    return TestAttackContext.of(
            attack().descriptor(),
            List.of(source),
            new Budget(norm, norm == Norm.L2 ? 100 : 1),
            IMAGES.ids())
        .withKnowledge(Knowledge.DECISIONS)
        .withQuota(quota);
  }

  // The boundary between y and k is |z_k − z_y| / |w_k − w_y| away, with the L2 or, for L∞, the L1
  // length. The walk ends at the nearest point of the boundary on which it starts, be k the nearest
  // class or not.
  @OnEachEngine
  void findsTheDistanceToTheBoundaryOfALinearModel(NDManager manager) {
    Network source = TinyModels.linear(manager);
    // So little contrast that no pixel leaves its range on the way to the boundary.
    NDArray gray = IMAGES.all(manager).images().mul(0.3f).add(0.35f);
    ImageBatch clean = new ImageBatch(gray, source.logits(gray).argMax(1));
    for (Norm norm : new Norm[] {Norm.L2, Norm.LINF}) {
      TestAttackContext context = context(source, norm, 8000);

      NDArray perturbed = attack().perturb(context, clean.images(), clean.labels());

      float[] distances = distances(norm, clean.images(), perturbed);
      float[] logits = source.logits(clean.images()).toFloatArray();
      long[] found = source.logits(perturbed).argMax(1).toLongArray();
      long[] labels = clean.labels().toLongArray();
      for (int image = 0; image < IMAGES.size(); image++) {
        assertThat(found[image])
            .as("label of image %d, %s", image, norm)
            .isNotEqualTo(labels[image]);
        double smallest = toBoundary(norm, logits, image, (int) labels[image], (int) found[image]);
        assertThat(distances[image] / smallest)
            .as("distance of image %d over the smallest, %s", image, norm)
            .isBetween(1.0, norm == Norm.L2 ? 1.03 : 1.15);
      }
    }
  }

  private static double toBoundary(Norm norm, float[] logits, int image, int label, int other) {
    float[] weights = TinyModels.linearWeights();
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      double slope = (double) weights[other * PIXELS + i] - weights[label * PIXELS + i];
      squares += slope * slope;
      sum += Math.abs(slope);
    }
    int first = image * TinyImages.CLASSES;
    double lead = (double) logits[first + label] - logits[first + other];
    return lead / (norm == Norm.L2 ? Math.sqrt(squares) : sum);
  }

  @OnEachEngine
  void comesNoFurtherFromTheImageTheMoreItMayAsk(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    for (Norm norm : new Norm[] {Norm.L2, Norm.LINF}) {
      float[] before = new float[IMAGES.size()];
      Arrays.fill(before, Float.POSITIVE_INFINITY);
      for (long quota : new long[] {20, 60, 150, 170, 400, 1000, 2000}) {
        TestAttackContext context = context(source, norm, quota);

        NDArray perturbed = attack().perturb(context, clean.images(), clean.labels());

        float[] distances = distances(norm, clean.images(), perturbed);
        long[] found = source.logits(perturbed).argMax(1).toLongArray();
        for (int image = 0; image < distances.length; image++) {
          assertThat(found[image]).isNotEqualTo(clean.labels().toLongArray()[image]);
          assertThat(distances[image])
              .as("image %d, %s, %d questions", image, norm, quota)
              .isLessThanOrEqualTo(before[image] * 1.00001f);
        }
        before = distances;
      }
    }
  }

  @OnEachEngine
  void asksNoMoreThanTheQuotaAllows(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    for (long quota : new long[] {0, 1, 2, 3, 10, 77}) {
      TestAttackContext context = context(source, Norm.L2, quota);

      float[] perturbed = attack().perturb(context, clean.images(), clean.labels()).toFloatArray();

      if (quota < 3) {
        assertThat(perturbed).containsExactly(clean.images().toFloatArray());
      }
      for (int image = 0; image < IMAGES.size(); image++) {
        assertThat(context.decisions().remaining(image)).isBetween(0L, Math.max(0, quota - 1));
      }
    }
  }

  @OnEachEngine
  void projectsWhatLiesOutsideTheBudgetAndKeepsWhatLiesInside(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext wide = context(source, Norm.L2, 800);
    NDArray free = attack().perturb(wide, clean.images(), clean.labels());
    float[] distances = distances(Norm.L2, clean.images(), free);
    float[] sorted = distances.clone();
    Arrays.sort(sorted);
    double epsilon = (sorted[0] + sorted[1]) / 2.0;
    TestAttackContext narrow =
        TestAttackContext.of(
                attack().descriptor(), List.of(source), new Budget(Norm.L2, epsilon), IMAGES.ids())
            .withQuota(800);

    NDArray held = attack().perturb(narrow, clean.images(), clean.labels());

    float[] bounded = distances(Norm.L2, clean.images(), held);
    for (int image = 0; image < distances.length; image++) {
      String row = image + ":" + (image + 1);
      if (distances[image] <= epsilon) {
        assertThat(held.get(row).toFloatArray()).containsExactly(free.get(row).toFloatArray());
      } else {
        assertThat((double) bounded[image]).isBetween(epsilon * 0.999, epsilon);
      }
    }
  }

  @OnEachEngine
  void stopsInsideTheBudgetWhereAskedTo(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext minimizing = context(source, Norm.L2, 1000).withFinalSuccess();
    TestAttackContext stopping =
        context(source, Norm.L2, 1000).withParameters(Map.of("minimize", false)).withFinalSuccess();

    attack().perturb(minimizing, clean.images(), clean.labels());
    NDArray stopped = attack().perturb(stopping, clean.images(), clean.labels());

    long[] found = source.logits(stopped).argMax(1).toLongArray();
    for (int image = 0; image < found.length; image++) {
      assertThat(found[image]).isNotEqualTo(clean.labels().toLongArray()[image]);
      assertThat(stopping.decisions().remaining(image))
          .isGreaterThan(minimizing.decisions().remaining(image) + 200);
    }
  }

  @OnEachEngine
  void reachesItsTargets(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray targets = manager.create(new long[] {1, 2, 0});
    TestAttackContext context = context(source, Norm.L2, 1000).withTargets(targets);

    NDArray perturbed = attack().perturb(context, clean.images(), clean.labels());

    assertThat(source.logits(perturbed).argMax(1).toLongArray()).containsExactly(1, 2, 0);
  }

  private static float[] distances(Norm norm, NDArray clean, NDArray perturbed) {
    NDArray change = perturbed.sub(clean).abs().reshape(IMAGES.size(), PIXELS);
    int[] each = {1};
    return (norm == Norm.L2 ? change.square().sum(each).sqrt() : change.max(each)).toFloatArray();
  }

  @OnEachEngine
  void losesNoneToRounding(NDManager manager) {
    RoundingCheck.losesNoneToRounding(
        manager, attack(), new Budget(Norm.LINF, 0.5), Map.of("steps", 8));
    RoundingCheck.losesNoneToRounding(
        manager, attack(), new Budget(Norm.L2, 3), Map.of("steps", 8));
  }
}
