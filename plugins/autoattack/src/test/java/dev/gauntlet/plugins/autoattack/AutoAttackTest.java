package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class AutoAttackTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(24, 4);
  private static final long QUOTA = 1000;
  private static final Map<String, Object> FEW = Map.of("steps", 10, "queries", 40);

  @Override
  protected Attack attack() {
    return new AutoAttack();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 8, "queries", 30);
  }

  private static TestAttackContext context(
      Attack attack, Network source, Budget budget, Map<String, Object> parameters) {
    return TestAttackContext.of(attack.descriptor(), List.of(source), budget, IMAGES.ids())
        .withParameters(parameters);
  }

  private static boolean[] fooled(
      Attack attack,
      Network source,
      Budget budget,
      Map<String, Object> parameters,
      ImageBatch clean) {
    TestAttackContext context = context(attack, source, budget, parameters);
    NDArray found = attack.perturb(context, clean.images(), clean.labels());
    return Objective.of(context, clean.labels()).reached(source.logits(found));
  }

  // Budgets that fool some of the images and not all.
  @OnEachEngine
  void foolsWhateverItsPartsFool(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    for (Budget budget : List.of(new Budget(Norm.LINF, 0.12), new Budget(Norm.L2, 0.8))) {
      boolean[] whole = fooled(attack(), source, budget, FEW, clean);

      assertThat(whole).as("%s", budget).contains(true, false);
      Map<Attack, Map<String, Object>> parts =
          Map.of(
              new ApgdCe(), Map.of("steps", 10),
              new ApgdT(), Map.of("steps", 10),
              new FabT(), Map.of("steps", 10),
              new Square(), Map.of("queries", 40));
      parts.forEach(
          (part, parameters) -> {
            boolean[] alone = fooled(part, source, budget, parameters, clean);
            for (int image = 0; image < alone.length; image++) {
              assertThat(whole[image] || !alone[image])
                  .as("image %d, fooled by %s alone", image, part.descriptor().id())
                  .isTrue();
            }
          });
    }
  }

  @OnEachEngine
  void hasReportedAllThatItReturns(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    for (Budget budget : List.of(new Budget(Norm.LINF, 0.12), new Budget(Norm.L2, 0.8))) {
      TestAttackContext context = context(attack(), source, budget, FEW).withFinalSuccess();

      NDArray found = attack().perturb(context, clean.images(), clean.labels());

      boolean[] fooled = Objective.of(context, clean.labels()).reached(source.logits(found));
      assertThat(context.reported().keySet())
          .as("images reported, %s", budget)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.of(Rows.where(fooled, true)).boxed().toList());
    }
  }

  // The first part alone has 10 steps: a pass is stopped within it.
  @OnEachEngine
  void hasReportedSomethingWhenItsFirstPartIsStopped(NDManager manager) {
    StoppingSource source = new StoppingSource(TinyModels.convolutional(manager), 7);
    ImageBatch clean = IMAGES.all(manager);
    Budget budget = new Budget(Norm.LINF, 0.12);
    TestAttackContext context =
        TestAttackContext.of(attack().descriptor(), List.of(source), budget, IMAGES.ids())
            .withParameters(FEW);

    assertThatThrownBy(() -> attack().perturb(context, clean.images(), clean.labels()))
        .isInstanceOf(StoppingSource.Stopped.class);

    assertThat(context.reported()).isNotEmpty();
  }

  @OnEachEngine
  void asksSquareOnlyAboutWhatTheOthersLeft(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    Budget budget = new Budget(Norm.LINF, 0.12);
    boolean[] fooled = fooled(attack(), source, budget, FEW, clean);
    TestAttackContext context = context(attack(), source, budget, FEW);

    attack().perturb(context, clean.images(), clean.labels());

    for (int image = 0; image < fooled.length; image++) {
      long asked = QUOTA - context.scores().remaining(image);
      assertThat(asked).as("questions about image %d", image).isEqualTo(fooled[image] ? 0 : 40);
    }
  }

  // 24 images; every one is fooled by the first step of the first part.
  @OnEachEngine
  void leavesWhatIsFooledAtOnce(NDManager manager) {
    Network source = TinyModels.linear(manager);
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext context =
        context(attack(), source, new Budget(Norm.LINF, 1), FEW).withFinalSuccess();

    NDArray found = attack().perturb(context, clean.images(), clean.labels());

    assertThat(source.backwardImages()).isLessThanOrEqualTo(2L * IMAGES.size());
    assertThat(Objective.of(context, clean.labels()).reached(source.logits(found)))
        .containsOnly(true);
  }

  @OnEachEngine
  void goesOnToTheNextPartWithTheSurvivorsOnly(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    Budget budget = new Budget(Norm.LINF, 0.12);
    int survivors = 0;
    for (boolean fooled : fooled(new ApgdCe(), source, budget, Map.of("steps", 10), clean)) {
      survivors += fooled ? 0 : 1;
    }
    assertThat(survivors).isBetween(1, IMAGES.size() - 1);
    long before = source.backwardImages();
    TestAttackContext context = context(attack(), source, budget, FEW);

    attack().perturb(context, clean.images(), clean.labels());

    // Ten gradients for all; then at most ten towards each of two classes, by APGD and by FAB.
    assertThat(source.backwardImages() - before)
        .isBetween(10L * IMAGES.size(), 10L * IMAGES.size() + 40L * survivors);
  }

  // A budget in which nothing succeeds: Square asks about every image, to the end.
  @OnEachEngine
  void asksAsSquareDoesWithTheStandardSchedule(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<List<Float>> whole = questions(attack(), FEW, clean);

    assertThat(whole)
        .containsSequence(
            questions(new Square(), Map.of("queries", 40, "schedule", "standard"), clean));
    assertThat(questions(new Square(), Map.of("queries", 40, "schedule", "rescaled"), clean))
        .isNotEqualTo(whole.subList(whole.size() - 41, whole.size() - 1));
  }

  private static List<List<Float>> questions(
      Attack attack, Map<String, Object> parameters, ImageBatch clean) {
    Recorded source = new Recorded(TinyModels.convolutional(clean.images().getManager()));
    TestAttackContext context =
        TestAttackContext.of(
                attack.descriptor(), List.of(source), new Budget(Norm.LINF, 0.001), IMAGES.ids())
            .withParameters(parameters);

    attack.perturb(context, clean.images(), clean.labels());

    return source.questions();
  }
}
