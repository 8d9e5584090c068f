package dev.gauntlet.plugins.jsma;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
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
import java.util.Set;
import java.util.TreeSet;

class JsmaTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final int PIXELS = 64;

  @Override
  protected Attack attack() {
    return new Jsma();
  }

  private TestAttackContext context(Network source, double pixels, Map<String, ?> parameters) {
    return TestAttackContext.of(
            attack().descriptor(), List.of(source), new Budget(Norm.L0, pixels), IMAGES.ids())
        .withParameters(parameters);
  }

  // The Jacobian of a linear model is its weights: every pair tried, on the equations themselves,
  // with
  // the slopes times what is left of the step inside the pixel range.
  @OnEachEngine
  void changesThePairWithTheLargestSaliency(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    long[] targets = {1, 2, 0, 2, 0, 1};
    for (int sign : new int[] {1, -1}) {
      TestAttackContext context =
          context(
                  TinyModels.linear(manager),
                  2,
                  Map.of("direction", sign > 0 ? "increase" : "decrease"))
              .withTargets(manager.create(targets));

      NDArray found = attack().perturb(context, clean.images(), clean.labels());

      for (int image = 0; image < targets.length; image++) {
        assertThat(changed(clean.images(), found, image))
            .as("image %d, sign %d", image, sign)
            .isEqualTo(
                mostSalient(clean.images().toFloatArray(), image, (int) targets[image], sign));
      }
      assertThat(found.sub(clean.images()).mul(sign).min().getFloat()).isGreaterThan(-1e-9f);
    }
  }

  private static Set<Integer> mostSalient(float[] pixels, int image, int target, int sign) {
    float[] weights = TinyModels.linearWeights();
    double best = 0;
    Set<Integer> pair = Set.of();
    for (int m = 0; m < PIXELS; m++) {
      for (int n = m + 1; n < PIXELS; n++) {
        double alpha = 0;
        double beta = 0;
        for (int k = 0; k < TinyImages.CLASSES; k++) {
          double sum =
              room(pixels[image * PIXELS + m], sign) * weights[k * PIXELS + m]
                  + room(pixels[image * PIXELS + n], sign) * weights[k * PIXELS + n];
          alpha += k == target ? sum : 0;
          beta += k == target ? 0 : sum;
        }
        if (alpha > 0 && beta < 0 && -alpha * beta > best) {
          best = -alpha * beta;
          pair = Set.of(m, n);
        }
      }
    }
    return pair;
  }

  private static double room(float value, int sign) {
    return sign > 0 ? 1.0 - value : -value;
  }

  @OnEachEngine
  void choosesTheBetterDirectionForEachPairWhereAsked(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray found =
        attack()
            .perturb(
                context(source, 20, Map.of("direction", "both")), clean.images(), clean.labels());
    NDArray change = found.sub(clean.images());

    assertThat(change.max().getFloat()).isPositive();
    assertThat(change.min().getFloat()).isNegative();
  }

  // One target at a time, each as a run of its own; the untargeted run may not need more pixels
  // than the best of them.
  @OnEachEngine
  void goesTowardsTheNearestClassWhereItHasNoTarget(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    int[] fewest = new int[IMAGES.size()];
    Arrays.fill(fewest, Integer.MAX_VALUE);
    for (int target = 0; target < TinyImages.CLASSES; target++) {
      NDArray targets =
          manager
              .full(new Shape(IMAGES.size()), target)
              .toType(clean.labels().getDataType(), false);
      NDArray found =
          attack()
              .perturb(
                  context(source, PIXELS, Map.of()).withTargets(targets),
                  clean.images(),
                  clean.labels());
      long[] predicted = source.logits(found).argMax(1).toLongArray();
      for (int image = 0; image < fewest.length; image++) {
        if (predicted[image] == target && clean.labels().getLong(image) != target) {
          fewest[image] = Math.min(fewest[image], changed(clean.images(), found, image).size());
        }
      }
    }

    NDArray found =
        attack().perturb(context(source, PIXELS, Map.of()), clean.images(), clean.labels());

    long[] predicted = source.logits(found).argMax(1).toLongArray();
    for (int image = 0; image < fewest.length; image++) {
      assertThat(predicted[image])
          .as("image %d", image)
          .isNotEqualTo(clean.labels().getLong(image));
      assertThat(changed(clean.images(), found, image).size())
          .as("changed pixels of image %d", image)
          .isLessThanOrEqualTo(fewest[image]);
    }
  }

  @OnEachEngine
  void leavesAnImageAloneThatIsMisclassifiedAlready(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray wrong = source.logits(clean.images()).argMin(1);

    assertThat(
            attack().perturb(context(source, 20, Map.of()), clean.images(), wrong).toFloatArray())
        .containsExactly(clean.images().toFloatArray());
  }

  @OnEachEngine
  void movesPixelsByTheta(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);

    NDArray found =
        attack()
            .perturb(
                context(TinyModels.linear(manager), 2, Map.of("theta", 0.1))
                    .withTargets(manager.create(new long[] {1, 2, 0, 1, 2, 0})),
                clean.images(),
                clean.labels());

    float[] from = clean.images().toFloatArray();
    float[] to = found.toFloatArray();
    for (int image = 0; image < IMAGES.size(); image++) {
      for (int pixel : changed(clean.images(), found, image)) {
        int i = image * PIXELS + pixel;
        float steps = (to[i] - from[i]) / 0.1f;
        assertThat(to[i] == 1 || Math.abs(steps - Math.round(steps)) < 1e-4)
            .as("pixel %d of image %d went from %f to %f", pixel, image, from[i], to[i])
            .isTrue();
      }
    }
  }

  private static Set<Integer> changed(NDArray clean, NDArray found, int image) {
    float[] from = clean.toFloatArray();
    float[] to = found.toFloatArray();
    Set<Integer> changed = new TreeSet<>();
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      if (from[image * PIXELS + pixel] != to[image * PIXELS + pixel]) {
        changed.add(pixel);
      }
    }
    return changed;
  }

  @OnEachEngine
  void losesNoneToRounding(NDManager manager) {
    RoundingCheck.losesNoneToRounding(
        manager, attack(), new Budget(Norm.L0, 40), Map.of("theta", 0.0031));
  }
}
