package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.projections.EightBits;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class SurvivorsTest {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget BUDGET = new Budget(Norm.LINF, 1);

  // The first attempt is content just beyond the boundary, which rounding takes back for some.
  @OnEachEngine
  void judgesImagesAsTheyAreAfterRounding(NDManager manager) {
    Network source = TinyModels.linear(manager);
    NDArray images = EightBits.nearest(IMAGES.all(manager).images());
    NDArray labels = source.logits(images).argMax(1);
    TestAttackContext context =
        TestAttackContext.of(new FabT().descriptor(), List.of(source), BUDGET, IMAGES.ids());
    NDArray nearest = new FabT().perturb(context, images, labels);
    AtomicLong left = new AtomicLong();
    List<Attempt> attempts =
        List.of(
            (part, clean, own) -> nearest,
            (part, clean, own) -> {
              left.set(clean.getShape().get(0));
              return ApgdCe.attempt(new AutoPgd(10, 0.75)).run(part, clean, own);
            });

    Survivors.run(context, images, labels, attempts);
    assertThat(left).hasValue(0);
    NDArray found = Survivors.run(context.withEightBitPixels(), images, labels, attempts);

    assertThat(left.get()).isBetween(1L, (long) IMAGES.size());
    NDArray judged = EightBits.round(BUDGET, images, found);
    assertThat(source.logits(judged).argMax(1).neq(labels).toBooleanArray()).containsOnly(true);
  }
}
