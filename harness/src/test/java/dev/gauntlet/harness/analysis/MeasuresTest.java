package dev.gauntlet.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.execution.LayerDistances;
import dev.gauntlet.harness.execution.PerturbedImages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The arithmetic of the analyses, against numbers found by hand. */
class MeasuresTest {
  @Test
  void crossEntropyIsTheNegativeLogOfTheLabelsShare() {
    assertThat(CrossEntropy.of(List.of(0.0, 0.0), 1)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(CrossEntropy.of(List.of(Math.log(3), 0.0), 0))
        .isCloseTo(Math.log(4 / 3.0), within(1e-12));
    assertThat(CrossEntropy.of(List.of(1000.0, 0.0), 1)).isCloseTo(1000, within(1e-9));
    assertThat(
            CrossEntropy.mean(List.of(List.of(0.0, 0.0), List.of(1000.0, 0.0)), new int[] {0, 0}))
        .isCloseTo(Math.log(2) / 2, within(1e-12));
  }

  @Test
  void aLayersLevelIsTheMeanOfRelativeDistances() {
    LayerLevels levels =
        LayerLevels.of(
            new LayerDistances(
                List.of("conv1", "dead"),
                List.of(List.of(2.0, 4.0), List.of(0.0, 0.0)),
                List.of(List.of(1.0, 1.0), List.of(3.0, 0.0))));

    // 1/2 and 1/4; a layer that is all zero on the clean image has no relative distance.
    assertThat(levels.levels()).containsExactly(0.375, 0.0);
    assertThat(levels.names()).containsExactly("conv1", "dead");
  }

  @Test
  void noiseIsAsLargeAsTheAttackInTheBudgetsNorm() {
    float[] clean = {0.5f, 0.5f, 0.5f, 0.5f};
    float[] attacked = {0.8f, 0.5f, 0.5f, 0.1f};

    assertThat(SignNoise.step(clean, attacked, Norm.LINF)).isCloseTo(0.4, within(1e-6));
    assertThat(SignNoise.step(clean, attacked, Norm.L2)).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void noiseMovesEveryPixelByTheStepUnlessItIsClipped() {
    LabeledImages images =
        new DatasetStore(Path.of("unused")).load("mnist-mini", Split.TEST).first(2);
    float[] attacked = images.unitPixels(0, 2);
    attacked[400] = attacked[400] > 0.5f ? attacked[400] - 0.2f : attacked[400] + 0.2f;
    PerturbedImages perturbed = PerturbedImages.of(attacked, new Shape(1, 28, 28));

    PerturbedImages noisy = SignNoise.like(perturbed, images, Norm.LINF, 1);

    float[] clean = images.unitPixels(0, 1);
    float[] first = noisy.image(0);
    int moved = 0;
    for (int i = 0; i < first.length; i++) {
      double distance = Math.abs(first[i] - clean[i]);
      assertThat(distance).isLessThan(0.2001);
      assertThat(first[i]).isBetween(0f, 1f);
      moved += distance > 0.1999 ? 1 : 0;
    }
    assertThat(moved).isBetween(300, 500);
    assertThat(noisy.image(1)).containsExactly(images.unitPixels(1, 2));
  }

  @Test
  void aCurveIsReadAsFarAsItMakesSense() {
    Curve curve =
        Curve.of(
            Map.of(
                "notes",
                Map.of(
                    "curve",
                    Arrays.asList(
                        Map.of("epoch", 2, "cleanAccuracy", 0.9, "robustAccuracy", 0.4),
                        Map.of("epoch", 1, "cleanAccuracy", 0.8, "loss", 3),
                        Map.of("epoch", 3, "loss", 1),
                        Map.of("epoch", 4, "cleanAccuracy", 7),
                        "no point"))));

    assertThat(curve.epochs())
        .containsExactly(
            new Curve.Epoch(1, OptionalDouble.of(0.8), OptionalDouble.empty()),
            new Curve.Epoch(2, OptionalDouble.of(0.9), OptionalDouble.of(0.4)));
    assertThat(Curve.of(Map.of("seconds", 3)).epochs()).isEmpty();
  }

  @Test
  void radiiAndNumbersAreWrittenAsTheFieldDoes() {
    assertThat(Subject.radius(new Budget(Norm.LINF, 0.3))).isEqualTo("L∞ 0.3");
    assertThat(Subject.radius(new Budget(Norm.LINF, 8 / 255.0))).isEqualTo("L∞ 8/255");
    assertThat(Subject.radius(new Budget(Norm.L2, 2))).isEqualTo("L₂ 2");
    assertThat(Subject.radius(new Budget(Norm.LINF, 1e-9))).isEqualTo("L∞ 1e-9");
    assertThat(Subject.radius(new Budget(Norm.LINF, 1e-300))).isEqualTo("L∞ 1e-300");
    assertThat(Text.number(0.5)).isEqualTo("0.5");
    assertThat(Text.number(2.302585)).isEqualTo("2.303");
    assertThat(Text.number(0)).isEqualTo("0");
    assertThat(Text.percent(0.41666)).isEqualTo("41.67");
  }
}
