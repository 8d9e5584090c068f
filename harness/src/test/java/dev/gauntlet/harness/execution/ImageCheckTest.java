package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.harness.plan.AttackTask.Rules;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.toolkit.projections.Levels;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageCheckTest {
  private static final int CHANNELS = 3;
  private static final int VALUES = CHANNELS * 16;

  @Property
  void whateverAnAttackReturnsTheScoredImageIsInsideBallAndRange(
      @ForAll Norm norm,
      @ForAll Pixels pixels,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 3) double strength,
      @ForAll long seed) {
    double epsilon = epsilon(norm, share);
    float[] clean = clean(seed);
    float[] image = noisy(clean, strength, seed);
    Perturbation result = check(norm, epsilon, pixels, false).check(clean, image);
    for (float value : image) {
      assertThat(value).isBetween(0f, 1f);
    }
    double distance = Ball.of(new Budget(norm, epsilon), CHANNELS).distance(clean, image);
    assertThat(result.distance()).isEqualTo(distance);
    // In 8 bits, L∞ is exact in whole levels; their float32 forms differ by up to an ulp.
    assertThat(distance).isLessThanOrEqualTo(epsilon + (pixels == Pixels.UINT8 ? 1e-7 : 0));
  }

  @Property
  void roundedImagesHave8BitsAndStayAsNearAsTheBudgetAllows(
      @ForAll @DoubleRange(min = 0, max = 1) double share, @ForAll long seed) {
    for (Norm norm : Norm.values()) {
      double epsilon = epsilon(norm, share);
      float[] clean = clean(seed);
      float[] exact = noisy(clean, 0.3, seed);
      check(norm, epsilon, Pixels.FLOAT32, false).check(clean, exact);
      float[] rounded = exact.clone();
      check(norm, epsilon, Pixels.UINT8, false).check(clean, rounded);
      for (int i = 0; i < VALUES; i++) {
        assertThat(rounded[i]).isEqualTo(Levels.value(Levels.nearest(rounded[i])));
        assertThat(rounded[i]).isCloseTo(exact[i], within(1f / 255 + 1e-6f));
      }
    }
  }

  @Property
  void whatKeepsTheBudgetIsLeftAsItIs(
      @ForAll Norm norm,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share,
      @ForAll long seed) {
    double epsilon = epsilon(norm, share);
    float[] clean = clean(seed);
    float[] image = noisy(clean, 0.5, seed);
    check(norm, epsilon, Pixels.FLOAT32, false).check(clean, image);
    float[] again = image.clone();
    Perturbation second = check(norm, epsilon, Pixels.FLOAT32, true).check(clean, again);
    assertThat(again).isEqualTo(image);
    assertThat(second.clipped()).isFalse();
    assertThat(second.failed()).isFalse();
  }

  @Property
  void aStepOfEpsilonInFloatsDoesNotCountAsOverBudget(
      @ForAll @IntRange(min = 1, max = 255) int levels, @ForAll long seed) {
    double epsilon = levels / 255.0;
    float[] clean = clean(seed);
    Random random = new Random(seed);
    float[] image = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      float step = (float) epsilon * (random.nextBoolean() ? 1 : -1);
      image[i] = Math.min(1, Math.max(0, clean[i] + step));
    }
    float[] before = image.clone();
    Perturbation result = check(Norm.LINF, epsilon, Pixels.FLOAT32, true).check(clean, image);
    assertThat(result.failed()).isFalse();
    assertThat(result.clipped()).isFalse();
    assertThat(result.distance()).isLessThanOrEqualTo(epsilon);
    for (int i = 0; i < VALUES; i++) {
      assertThat(image[i]).isCloseTo(before[i], within(2e-7f));
    }
  }

  @Test
  void aStepOfWholeLevelsSurvivesRounding() {
    float[] clean = new float[VALUES];
    float[] image = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      clean[i] = Levels.value(100 + i);
      image[i] = Levels.value(100 + i + 8);
    }
    Perturbation result = check(Norm.LINF, 8 / 255.0, Pixels.UINT8, true).check(clean, image);
    assertThat(result.clipped()).isFalse();
    assertThat(result.distance()).isCloseTo(8 / 255.0, within(1e-7));
    for (int i = 0; i < VALUES; i++) {
      assertThat(image[i]).isEqualTo(Levels.value(100 + i + 8));
    }
  }

  @Test
  void aValueBetweenLevelsIsRoundedInsideTheBudget() {
    float[] clean = constant(Levels.value(100));
    // Nearest would be level 109, nine away; the budget ends at 8.7.
    float[] image = constant(108.7f / 255);
    check(Norm.LINF, 8.7 / 255, Pixels.UINT8, false).check(clean, image);
    assertThat(image).containsOnly(Levels.value(108));
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void whatIsFarOverBudgetIsClippedAndCountedOrRefused(Norm norm) {
    float[] clean = constant(Levels.value(128));
    float[] image = constant(0);
    double epsilon = epsilon(norm, 0.1);
    Perturbation clipped = check(norm, epsilon, Pixels.FLOAT32, false).check(clean, image.clone());
    assertThat(clipped.clipped()).isTrue();
    assertThat(clipped.distance()).isPositive().isLessThanOrEqualTo(epsilon);
    Perturbation refused = check(norm, epsilon, Pixels.FLOAT32, true).check(clean, image);
    assertThat(refused).isEqualTo(Perturbation.FAILED);
    assertThat(image).isEqualTo(clean);
  }

  @Test
  void whatLeavesThePixelRangeIsCounted() {
    float[] clean = constant(1);
    float[] image = constant(1.2f);
    Perturbation result = check(Norm.LINF, 0.3, Pixels.FLOAT32, false).check(clean, image);
    assertThat(result.clipped()).isTrue();
    assertThat(result.distance()).isZero();
    assertThat(image).containsOnly(1f);
  }

  @Test
  void anL0BudgetKeepsThePixelsThatChangedMost() {
    float[] clean = constant(0.2f);
    float[] image = clean.clone();
    image[3] = 0.3f;
    image[5] = 0.9f;
    image[16 + 5] = 0.1f; // the same pixel in another channel
    image[9] = 0.6f;
    check(Norm.L0, 2, Pixels.FLOAT32, false).check(clean, image);
    assertThat(image[3]).isEqualTo(0.2f);
    assertThat(image[5]).isEqualTo(0.9f);
    assertThat(image[16 + 5]).isEqualTo(0.1f);
    assertThat(image[9]).isEqualTo(0.6f);
  }

  private static ImageCheck check(Norm norm, double epsilon, Pixels pixels, boolean strict) {
    return new ImageCheck(new Rules(new Budget(norm, epsilon), pixels, strict), CHANNELS);
  }

  private static double epsilon(Norm norm, double share) {
    return switch (norm) {
      case LINF -> share;
      case L2 -> 4 * share;
      case L0 -> Math.floor(16 * share);
    };
  }

  private static float[] constant(float value) {
    float[] image = new float[VALUES];
    java.util.Arrays.fill(image, value);
    return image;
  }

  private static float[] clean(long seed) {
    Random random = new Random(seed);
    float[] image = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      image[i] = Levels.value(random.nextInt(256));
    }
    return image;
  }

  private static float[] noisy(float[] clean, double strength, long seed) {
    Random random = new Random(seed + 1);
    float[] image = clean.clone();
    for (int i = 0; i < VALUES; i++) {
      image[i] += (float) (strength * random.nextGaussian());
    }
    return image;
  }
}
