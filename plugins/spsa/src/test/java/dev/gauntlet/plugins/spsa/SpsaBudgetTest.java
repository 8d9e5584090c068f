package dev.gauntlet.plugins.spsa;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SpsaBudgetTest {
  private static final TinyImages IMAGES = new TinyImages(2, 8);

  @Property(tries = 25)
  void staysInsideAnyBudgetWithAnyQuota(
      @ForAll Norm norm,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon,
      @ForAll @LongRange(min = 0, max = 60) long quota,
      @ForAll @IntRange(min = 1, max = 9) int directions,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double delta) {
    Norm used = norm == Norm.L0 ? Norm.LINF : norm;
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        ImageBatch clean = IMAGES.all(manager);
        TestAttackContext context =
            TestAttackContext.of(
                    new Spsa().descriptor(),
                    List.of(TinyModels.convolutional(manager)),
                    new Budget(used, epsilon),
                    IMAGES.ids())
                .withParameters(
                    Map.of("directions", directions, "delta", delta, "learning_rate", 0.2))
                .withQuota(quota);

        float[] perturbed =
            new Spsa().perturb(context, clean.images(), clean.labels()).toFloatArray();

        float[] from = clean.images().toFloatArray();
        int each = from.length / IMAGES.size();
        for (int image = 0; image < IMAGES.size(); image++) {
          double largest = 0;
          double squares = 0;
          for (int i = image * each; i < (image + 1) * each; i++) {
            assertThat(perturbed[i]).isBetween(0f, 1f);
            double change = Math.abs((double) perturbed[i] - from[i]);
            largest = Math.max(largest, change);
            squares += change * change;
          }
          assertThat(used == Norm.LINF ? largest : Math.sqrt(squares)).isLessThanOrEqualTo(epsilon);
        }
      }
    }
  }
}
