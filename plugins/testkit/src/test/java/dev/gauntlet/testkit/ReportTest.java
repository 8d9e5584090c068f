package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.Selection;
import java.util.List;

/** What the toolkit's objective reports. */
class ReportTest {
  private static final TinyImages IMAGES = new TinyImages(4, 3);

  private static TestAttackContext context(NDManager manager) {
    return TestAttackContext.of(
        new UniversalSign().descriptor(),
        List.of(TinyModels.linear(manager)),
        new Budget(Norm.LINF, 0.3),
        IMAGES.ids());
  }

  @OnEachEngine
  void everyImageIsReportedOnceInsideTheBudget(NDManager manager) {
    TestAttackContext context = context(manager);
    ImageBatch clean = IMAGES.all(manager);
    Objective objective = Objective.of(context, clean.labels());
    NDArray first = clean.images().mul(0).add(0.25f);
    NDArray second = clean.images().mul(0).add(0.75f);

    objective.report(
        first, new boolean[] {true, false, true, false}, new double[] {0.3, 0.1, 0.31, 0.1});
    assertThat(context.reported()).containsOnlyKeys(0);

    objective.report(second, new boolean[] {true, false, true, true});
    assertThat(context.reported()).containsOnlyKeys(0, 2, 3);
    assertThat(context.reported().get(0)).as("its first success").containsOnly(0.25f);
    assertThat(context.reported().get(2)).containsOnly(0.75f);
  }

  @OnEachEngine
  void selectionsReportTheImagesThatTheyStandFor(NDManager manager) {
    TestAttackContext context = context(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray two = clean.images().get("0:2");

    Objective.of(context, clean.labels())
        .select(new int[] {3, 1}, manager)
        .report(two, new boolean[] {true, false});
    assertThat(context.reported()).containsOnlyKeys(3);

    Selection selection = new Selection(context, new int[] {2, 0}, manager);
    Objective.of(selection, clean.labels().get("0:2")).report(two, new boolean[] {false, true});
    assertThat(context.reported()).containsOnlyKeys(0, 3);
  }
}
