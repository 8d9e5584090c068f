package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.attacks.Objective;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SquareTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final long QUOTA = 1000;

  @Override
  protected Attack attack() {
    return new Square();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("queries", 60);
  }

  private TestAttackContext context(NDManager manager, Budget budget, int queries) {
    return TestAttackContext.of(
            attack().descriptor(), List.of(TinyModels.linear(manager)), budget, IMAGES.ids())
        .withParameters(Map.of("queries", queries));
  }

  @OnEachEngine
  void foolsALinearModel(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    for (Budget budget : List.of(new Budget(Norm.LINF, 0.3), new Budget(Norm.L2, 2.5))) {
      TestAttackContext context = context(manager, budget, 500).withFinalSuccess();

      NDArray found = attack().perturb(context, clean.images(), clean.labels());

      assertThat(
              Objective.of(context, clean.labels())
                  .reached(TinyModels.linear(manager).logits(found)))
          .as("%s", budget)
          .containsOnly(true);
      for (int image = 0; image < IMAGES.size(); image++) {
        assertThat(context.scores().remaining(image)).isBetween(QUOTA - 500, QUOTA - 1);
      }
    }
  }

  @OnEachEngine
  void asksAsOftenAsItMayWhereNothingSucceeds(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext context = context(manager, new Budget(Norm.LINF, 0.001), 40);

    attack().perturb(context, clean.images(), clean.labels());

    for (int image = 0; image < IMAGES.size(); image++) {
      assertThat(context.scores().remaining(image)).isEqualTo(QUOTA - 40);
    }
  }

  @OnEachEngine
  void stopsAtTheQuotaOfEachImage(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext context = context(manager, new Budget(Norm.LINF, 0.001), 5000);
    // The second image has been asked about before.
    try (ImageBatch second = IMAGES.batch(manager, new int[] {1})) {
      for (int i = 0; i < 995; i++) {
        context.scores().ask(second.images(), new int[] {1}).close();
      }
    }

    attack().perturb(context, clean.images(), clean.labels());

    for (int image = 0; image < IMAGES.size(); image++) {
      assertThat(context.scores().remaining(image)).isZero();
    }
  }

  // The paper's schedule for 10,000 questions: halved after 10, 50, 200, 500, 1000, 2000, …
  @Test
  void halvesTheSquaresAsThePaperDoes() {
    SquareSearch search = new SquareSearch(10_000, 0.8);

    assertThat(search.share(0)).isEqualTo(0.8);
    assertThat(search.share(10)).isEqualTo(0.8);
    assertThat(search.share(11)).isEqualTo(0.4);
    assertThat(search.share(501)).isEqualTo(0.8 / 16);
    assertThat(search.share(9999)).isEqualTo(0.8 / 512);
    assertThat(new SquareSearch(5000, 0.8).share(6)).isCloseTo(0.4, within(1e-12));
  }
}
