package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.projections.EightBits;
import java.util.List;
import java.util.Map;

/**
 * A check for attacks that return the nearest image they find: rounding to 8 bits must not put back
 * what the attack brought across a boundary.
 */
public final class RoundingCheck {
  private static final TinyImages IMAGES = new TinyImages(12, 4);
  private static final long QUOTA = 3000;

  private RoundingCheck() {}

  /**
   * Lets the attack perturb images of 8 bits, without telling it that it is rounded and with. The
   * budget must leave room for one more level.
   *
   * @throws AssertionError if the attack loses images to rounding although it is told; or if it
   *     loses none although it is not, so that the check says nothing
   */
  public static void losesNoneToRounding(
      NDManager manager, Attack attack, Budget budget, Map<String, ?> parameters) {
    Network source = TinyModels.convolutional(manager);
    NDArray clean = EightBits.nearest(IMAGES.all(manager).images());
    NDArray labels = source.logits(clean).argMax(1);
    TestAttackContext untold =
        TestAttackContext.of(attack.descriptor(), List.of(source), budget, IMAGES.ids())
            .withParameters(parameters)
            .withQuota(QUOTA);
    NDArray exact = attack.perturb(untold, clean, labels);
    boolean[] fooled = fooled(source, exact, labels);
    boolean[] put = fooled(source, EightBits.round(budget, clean, exact), labels);

    NDArray told = attack.perturb(untold.withEightBitPixels(), clean, labels);

    assertThat(fooled).as("fooled by float32 images").contains(true);
    assertThat(count(put)).as("fooled after rounding, untold").isLessThan(count(fooled));
    boolean[] survives = fooled(source, EightBits.round(budget, clean, told), labels);
    for (int image : Rows.where(fooled, true)) {
      assertThat(survives[image]).as("image %d fooled after rounding", image).isTrue();
    }
  }

  private static boolean[] fooled(Network source, NDArray images, NDArray labels) {
    return source.logits(images).argMax(1).neq(labels).toBooleanArray();
  }

  private static int count(boolean[] flags) {
    return Rows.where(flags, true).length;
  }
}
