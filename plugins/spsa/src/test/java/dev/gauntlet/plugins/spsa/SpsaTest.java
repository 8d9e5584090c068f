package dev.gauntlet.plugins.spsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;

class SpsaTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final int PIXELS = 64;
  private static final double EPSILON = 0.1;

  @Override
  protected Attack attack() {
    return new Spsa();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 12, "directions", 16, "learning_rate", 0.03);
  }

  private TestAttackContext context(Network source, Map<String, Object> parameters) {
    return TestAttackContext.of(
            attack().descriptor(), List.of(source), new Budget(Norm.LINF, EPSILON), IMAGES.ids())
        .withParameters(parameters);
  }

  // n directions in d dimensions: E ĝ·g = |g|², E|ĝ|² = |g|²(1 + (d − 1)/n), so the cosine is near
  // c = 1/√(1 + (d − 1)/n) and varies by about (1 − c²)/√(2n).
  @OnEachEngine
  void measuresTheGradientAsWellAsItsDirectionsAllow(NDManager manager) {
    NDArray images = IMAGES.all(manager).images();
    for (int directions : new int[] {16, 256, 1000}) {
      double expected = 1 / Math.sqrt(1 + (PIXELS - 1) / (double) directions);
      double deviation = (1 - expected * expected) / Math.sqrt(2.0 * directions);
      double mean = 0;
      for (int row = 0; row < IMAGES.size(); row++) {
        mean += measure(manager, images, row, directions).cosine() / IMAGES.size();
      }

      assertThat(mean)
          .as("mean cosine, %d directions", directions)
          .isCloseTo(expected, within(3 * deviation / Math.sqrt(IMAGES.size())));
    }
  }

  // Black and white pixels have no room on one side; half the way must not pass for half the slope.
  @OnEachEngine
  void measuresAtTheEdgesOfThePixelRange(NDManager manager) {
    Measured measured = measure(manager, IMAGES.all(manager).images().round(), 0, 1000);

    assertThat(measured.cosine()).isGreaterThan(0.96);
    assertThat(measured.share()).isCloseTo(1, within(0.15));
  }

  private record Measured(double cosine, double share) {}

  private Measured measure(NDManager manager, NDArray images, int row, int directions) {
    Network source = TinyModels.linear(manager);
    NDArray labels = IMAGES.all(manager).labels();
    TestAttackContext context = context(source, Map.of()).withQuota(2L * directions);
    NDArray image = images.get(row + ":" + (row + 1));
    Objective objective = Objective.of(context, labels).select(new int[] {row}, manager);
    Randomness random = context.random().select(new int[] {row});
    NDArray signs = random.signs(manager, "test", new Shape(directions, 1, 8, 8)).squeeze(0);

    float[] estimate =
        new SpsaClimb(1, directions, 1e-3, 1)
            .estimate(image, signs, new MarginQuestions(context, labels, row, objective))
            .toFloatArray();

    float[] gradient =
        source
            .inputGradient(
                image, Losses.margin(labels.get(row + ":" + (row + 1)), TinyImages.CLASSES))
            .gradient()
            .toFloatArray();
    double product = 0;
    double length = 0;
    double squares = 0;
    for (int i = 0; i < PIXELS; i++) {
      product += (double) estimate[i] * gradient[i];
      length += (double) estimate[i] * estimate[i];
      squares += (double) gradient[i] * gradient[i];
    }
    assertThat(context.scores().remaining(row)).isZero();
    return new Measured(product / Math.sqrt(length * squares), product / squares);
  }

  @OnEachEngine
  void comesCloseToTheOptimumOfALinearModel(NDManager manager) {
    Network source = TinyModels.linear(manager);
    ImageBatch clean = IMAGES.all(manager);
    float[] before = margins(source, clean, clean.images());
    float[] optimum = new float[before.length];
    float[] pixels = clean.images().toFloatArray();
    float[] weights = TinyModels.linearWeights();
    long[] labels = clean.labels().toLongArray();
    for (int image = 0; image < optimum.length; image++) {
      optimum[image] = highestMargin(pixels, weights, image, (int) labels[image]);
    }

    TestAttackContext context =
        context(source, Map.of("steps", 60, "directions", 64)).withQuota(8000);
    float[] after =
        margins(source, clean, attack().perturb(context, clean.images(), clean.labels()));

    for (int image = 0; image < after.length; image++) {
      assertThat((after[image] - before[image]) / (optimum[image] - before[image]))
          .as("share of the possible gain, image %d", image)
          .isBetween(0.95f, 1.0001f);
    }
  }

  private static float highestMargin(float[] pixels, float[] weights, int image, int label) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < TinyImages.CLASSES; k++) {
      double margin = 0;
      for (int i = 0; i < PIXELS; i++) {
        double slope = weights[k * PIXELS + i] - weights[label * PIXELS + i];
        double moved = pixels[image * PIXELS + i] + EPSILON * Math.signum(slope);
        margin += slope * Math.min(1, Math.max(0, moved));
      }
      highest = k == label ? highest : Math.max(highest, margin);
    }
    return (float) highest;
  }

  @OnEachEngine
  void spendsTheQuotaAndNoMore(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    Network source = TinyModels.convolutional(manager);
    for (int quota : new int[] {0, 1, 2, 3, 4, 20, 50}) {
      TestAttackContext context =
          context(source, Map.of("steps", 1000, "directions", 4)).withQuota(quota);

      NDArray perturbed = attack().perturb(context, clean.images(), clean.labels());

      for (int image = 0; image < IMAGES.size(); image++) {
        assertThat(context.scores().remaining(image))
            .as("questions left of %d; a step takes at least three", quota)
            .isBetween(0L, 2L);
      }
      if (quota < 4) {
        assertThat(perturbed.toFloatArray()).containsExactly(clean.images().toFloatArray());
      }
    }
  }

  @OnEachEngine
  void asksNoMoreOnceSuccessIsFinal(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    Network source = TinyModels.convolutional(manager);
    TestAttackContext toTheEnd =
        TestAttackContext.of(
                attack().descriptor(), List.of(source), new Budget(Norm.LINF, 0.3), IMAGES.ids())
            .withParameters(Map.of("steps", 30, "directions", 8, "learning_rate", 0.05));
    TestAttackContext stopping = toTheEnd.withFinalSuccess();

    float[] full =
        margins(source, clean, attack().perturb(toTheEnd, clean.images(), clean.labels()));
    float[] stopped =
        margins(source, clean, attack().perturb(stopping, clean.images(), clean.labels()));

    for (int image = 0; image < full.length; image++) {
      assertThat(toTheEnd.scores().remaining(image)).isEqualTo(1000 - 30 * 17 - 1);
      assertThat(stopped[image]).isPositive().isLessThanOrEqualTo(full[image]);
      assertThat(stopping.scores().remaining(image))
          .isGreaterThan(toTheEnd.scores().remaining(image));
    }
  }

  private static float[] margins(Network source, ImageBatch clean, NDArray images) {
    return Losses.margin(clean.labels(), TinyImages.CLASSES)
        .of(source.logits(images))
        .toFloatArray();
  }
}
