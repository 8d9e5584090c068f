package dev.gauntlet.plugins.hopskipjump;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class HopSkipJumpBudgetTest {
  private static final TinyImages IMAGES = new TinyImages(2, 8);

  @Property(tries = 25)
  void staysInsideAnyBudgetWithAnyQuota(
      @ForAll boolean euclidean,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon,
      @ForAll @LongRange(min = 0, max = 300) long quota,
      @ForAll @IntRange(min = 1, max = 40) int directions,
      @ForAll boolean minimize) {
    Norm norm = euclidean ? Norm.L2 : Norm.LINF;
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        ImageBatch clean = IMAGES.all(manager);
        TestAttackContext context =
            TestAttackContext.of(
                    new HopSkipJump().descriptor(),
                    List.of(TinyModels.convolutional(manager)),
                    new Budget(norm, epsilon),
                    IMAGES.ids())
                .withParameters(Map.of("initial_directions", directions, "minimize", minimize))
                .withFinalSuccess()
                .withQuota(quota);

        float[] perturbed =
            new HopSkipJump().perturb(context, clean.images(), clean.labels()).toFloatArray();

        float[] from = clean.images().toFloatArray();
        int each = from.length / IMAGES.size();
        for (int image = 0; image < IMAGES.size(); image++) {
          float[] before = Arrays.copyOfRange(from, image * each, (image + 1) * each);
          float[] after = Arrays.copyOfRange(perturbed, image * each, (image + 1) * each);
          for (float pixel : after) {
            assertThat(pixel).isBetween(0f, 1f);
          }
          assertThat(Metric.of(norm).distance(before, after)).isLessThanOrEqualTo(epsilon);
        }
      }
    }
  }
}
