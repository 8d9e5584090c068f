package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private static final Shape ROW = new Shape(4);

  // Holds values without an engine, which drawing does not need.
  private final NDManager manager = PassthroughNDManager.INSTANCE;

  private float[] uniform(long seed, String purpose, String... imageIds) {
    return new Randomness(seed, List.of(imageIds))
        .uniform(manager, purpose, ROW, 0, 1)
        .toFloatArray();
  }

  @Test
  void anImageGetsTheSameNumbersWhereverItStandsInABatch() {
    float[] alone = uniform(7, "start", "b");
    float[] inBatch = uniform(7, "start", "a", "b", "c");

    assertThat(Arrays.copyOfRange(inBatch, 4, 8)).containsExactly(alone);
  }

  @Test
  void imagesPurposesAndSeedsShareNothing() {
    assertThat(
            List.of(
                uniform(7, "start", "a")[0],
                uniform(7, "start", "b")[0],
                uniform(7, "noise", "a")[0],
                uniform(8, "start", "a")[0]))
        .doesNotHaveDuplicates();
  }

  @Test
  void keysAreNotConfusedByWhereOnePartEnds() {
    assertThat(uniform(1, "x", "23")).isNotEqualTo(uniform(12, "x", "3"));
    assertThat(uniform(1, "bx", "a")).isNotEqualTo(uniform(1, "x", "ab"));
  }

  @Test
  void repeatsItself() {
    assertThat(uniform(7, "start", "a")).containsExactly(uniform(7, "start", "a"));
  }

  // SplitMix64 of the first eight bytes of SHA-256, computed apart from this code. Cached results
  // of
  // past runs were made with these numbers.
  @Test
  void numbersAreTheSameForEver() {
    assertThat(uniform(2026, "start", "mnist-0"))
        .usingComparatorWithPrecision(1e-7f)
        .containsExactly(0.33368838f, 0.087116964f, 0.9194127f, 0.36119643f);
  }

  @Test
  void selectionKeepsEachImagesNumbers() {
    Randomness all = new Randomness(7, List.of("a", "b", "c"));

    assertThat(all.select(new int[] {2, 0}).uniform(manager, "p", ROW, 0, 1).toFloatArray())
        .containsExactly(
            new Randomness(7, List.of("c", "a")).uniform(manager, "p", ROW, 0, 1).toFloatArray());
  }

  @Test
  void generatorGivesWhatTheArraysAreMadeOf() {
    Randomness random = new Randomness(7, List.of("a", "b"));

    float[] drawn = random.uniform(manager, "p", ROW, 0, 1).toFloatArray();

    assertThat((float) random.generator(1, "p").nextDouble()).isEqualTo(drawn[4]);
  }

  @Test
  void uniformHasItsRangeAndMoments() {
    float[] values = draw().uniform(manager, "p", new Shape(100, 100), -0.3f, 0.5f).toFloatArray();

    assertThat(values).hasSize(30_000);
    assertThat(min(values)).isBetween(-0.3, -0.299);
    assertThat(max(values)).isBetween(0.499, 0.5);
    // Four standard errors of 30,000 draws.
    assertThat(mean(values)).isCloseTo(0.1, within(4 * 0.231 / Math.sqrt(30_000)));
    assertThat(variance(values)).isCloseTo(0.64 / 12, within(0.0012));
  }

  @Test
  void gaussianHasMeanZeroDeviationOneAndNormalTails() {
    float[] values = draw().gaussian(manager, "p", new Shape(100, 100)).toFloatArray();

    assertThat(mean(values)).isCloseTo(0, within(4 / Math.sqrt(30_000)));
    assertThat(variance(values)).isCloseTo(1, within(4 * Math.sqrt(2.0 / 30_000)));
    assertThat(share(values, 1)).isCloseTo(0.3173, within(0.011));
    assertThat(share(values, 2)).isCloseTo(0.0455, within(0.005));
  }

  @Test
  void signsAreOneOrMinusOneEquallyOften() {
    float[] values = draw().signs(manager, "p", new Shape(100, 100)).toFloatArray();

    assertThat(values).containsOnly(-1, 1);
    assertThat(mean(values)).isCloseTo(0, within(4 / Math.sqrt(30_000)));
  }

  private static Randomness draw() {
    return new Randomness(1, List.of("a", "b", "c"));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  private static double share(float[] values, double beyond) {
    int count = 0;
    for (float value : values) {
      count += Math.abs(value) > beyond ? 1 : 0;
    }
    return count / (double) values.length;
  }

  private static double min(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static double max(float[] values) {
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most;
  }
}
