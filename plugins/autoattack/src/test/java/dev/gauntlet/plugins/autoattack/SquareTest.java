package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  // One pass for each round of questions, about all images that are open and no others.
  @OnEachEngine
  void asksAboutAllOpenImagesAtOnce(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    Recorded model = new Recorded(TinyModels.linear(manager));
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(), List.of(model), new Budget(Norm.LINF, 0.15), IMAGES.ids())
            .withParameters(Map.of("queries", 60))
            .withFinalSuccess();

    attack().perturb(context, clean.images(), clean.labels());

    long[] asked = new long[IMAGES.size()];
    Arrays.setAll(asked, image -> QUOTA - context.scores().remaining(image));
    assertThat(Arrays.stream(asked).distinct().count()).isGreaterThan(1);
    int pixels = Math.toIntExact(clean.images().getShape().slice(1).size());
    for (int round = 0; round < model.questions().size(); round++) {
      int number = round;
      long open = Arrays.stream(asked).filter(questions -> questions > number).count();
      assertThat(model.questions().get(round)).as("round %d", round).hasSize((int) open * pixels);
    }
    assertThat((long) model.questions().size()).isEqualTo(Arrays.stream(asked).max().orElse(0));
  }

  // 60 questions left of a quota, 5000 allowed: the schedule ends with the 60.
  @OnEachEngine
  void rescalesToTheQuotaOfTheImage(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    Budget budget = new Budget(Norm.LINF, 0.001);

    assertThat(questions(clean, budget, "rescaled", 5000, 60))
        .isEqualTo(questions(clean, budget, "rescaled", 60, 1000))
        .isNotEqualTo(questions(clean, budget, "standard", 5000, 60));
  }

  private static List<List<Float>> questions(
      ImageBatch clean, Budget budget, String schedule, int queries, long quota) {
    Recorded model = new Recorded(TinyModels.linear(clean.images().getManager()));
    Attack square = new Square();
    TestAttackContext context =
        TestAttackContext.of(square.descriptor(), List.of(model), budget, IMAGES.ids())
            .withParameters(Map.of("queries", queries, "schedule", schedule))
            .withQuota(quota);

    square.perturb(context, clean.images(), clean.labels());

    return model.questions();
  }
}
