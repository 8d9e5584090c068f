package dev.gauntlet.plugins.pgd;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** More of the same attack leaves no more images right, but for one in 200. */
class StrengthPropertyTest {
  private static final int IMAGES = 200;
  private static final int NOISE = 1;

  @Property(tries = 15)
  void moreStepsNeverHelpTheDefense(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 0.4) double epsilon,
      @ForAll @IntRange(min = 1, max = 20) int steps,
      @ForAll @IntRange(min = 1, max = 20) int more) {
    Trial trial = new Trial(seed, epsilon);
    double stepSize = epsilon / 10;

    assertThat(trial.right(steps + more, stepSize, 1))
        .isLessThanOrEqualTo(trial.right(steps, stepSize, 1) + NOISE);
  }

  @Property(tries = 15)
  void moreRestartsNeverHelpTheDefense(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 0.4) double epsilon,
      @ForAll @IntRange(min = 1, max = 5) int restarts,
      @ForAll @IntRange(min = 1, max = 5) int more) {
    Trial trial = new Trial(seed, epsilon);
    double stepSize = epsilon / 4;

    assertThat(trial.right(6, stepSize, restarts + more))
        .isLessThanOrEqualTo(trial.right(6, stepSize, restarts) + NOISE);
  }

  /** The radii are such that some images fall and some stand. */
  private record Trial(long seed, double epsilon) {
    private static final String ENGINE = Engines.names().get(0);

    long right(int steps, double stepSize, int restarts) {
      Attack attack = new Pgd();
      TinyImages images = new TinyImages(IMAGES, seed);
      try (NDManager manager = Engines.manager(ENGINE);
          Network source = TinyModels.convolutional(manager)) {
        ImageBatch clean = images.all(manager);
        TestAttackContext context =
            TestAttackContext.of(
                    attack.descriptor(),
                    List.of(source),
                    new Budget(Norm.LINF, epsilon),
                    images.ids())
                .withParameters(
                    Map.of("steps", steps, "step_size", stepSize, "restarts", restarts));
        NDArray perturbed = attack.perturb(context, clean.images(), clean.labels());
        return source.logits(perturbed).argMax(1).eq(clean.labels()).countNonzero().getLong();
      }
    }
  }
}
