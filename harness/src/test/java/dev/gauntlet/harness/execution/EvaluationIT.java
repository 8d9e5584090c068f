package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationIT {
  private static final DefenseEntry MEANS = DefenseEntry.of("nearest-mean");

  @TempDir static Path folder;
  private static TestBench bench;

  @BeforeAll
  static void open() throws Exception {
    bench = new TestBench(folder.resolve("home"), TestBench.plugins(folder.resolve("plugins")));
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void anAttackIsScoredOnEveryImageInsideTheBudget() {
    EvaluationResult result = run(List.of(MEANS), List.of(TestBench.whiteBoxStep()));

    DefenseRecord clean = result.observations().defenses().get(0);
    CellRecord cell = result.observations().cells().get(0);
    assertThat(correct(clean.answers())).isGreaterThan(TestBench.IMAGES * 6 / 10);
    assertThat(correct(cell.answers())).isLessThan(TestBench.IMAGES / 10);
    assertThat(cell.error()).isEmpty();
    assertThat(cell.times()).hasSize(3);
    assertThat(cell.perturbations())
        .hasSize(TestBench.IMAGES)
        .allSatisfy(
            perturbation -> {
              assertThat(perturbation.failed()).isFalse();
              assertThat(perturbation.clipped()).isFalse();
              assertThat(perturbation.distance()).isBetween(0.29, TestBench.EPSILON);
            });
    AttackTask task = result.images().keySet().iterator().next();
    assertThat(PerturbedImages.read(result.images().get(task)).count()).isEqualTo(TestBench.IMAGES);
  }

  @Test
  void whatIsInTheStoreIsTakenFromThere() {
    Suite suite = suite(List.of(MEANS), List.of(TestBench.whiteBoxStep()));
    EvaluationResult first = bench.run(suite, Listener.NONE);
    List<Event> events = Collections.synchronizedList(new ArrayList<>());
    EvaluationResult second = bench.run(suite, events::add);
    assertThat(second.observations()).isEqualTo(first.observations());
    assertThat(second.usage().pluginSeconds()).isZero();
    assertThat(events).allMatch(event -> event instanceof Event.Finished done && done.cached());
  }

  @Test
  void aTransferAttackIsMadeOnceForAllDefensesAndDiffersFromTheWhiteBoxOne() {
    DefenseEntry other = new DefenseEntry("shrunk", "nearest-mean", Map.of("shrink", 0.9));
    SourceEntry source = new SourceEntry("nearest-mean", 1, Map.of("shrink", 0.5));
    SourceEntry second = new SourceEntry("nearest-mean", 1, Map.of("shrink", 0.7));
    EvaluationResult result =
        run(
            List.of(MEANS, other),
            List.of(
                TestBench.step("transfer", Access.TRANSFER, List.of(source), Optional.empty()),
                TestBench.step(
                    "ensemble", Access.TRANSFER, List.of(source, second), Optional.empty())));
    assertThat(result.images()).hasSize(2);
    assertThat(result.observations().cells())
        .hasSize(4)
        .allSatisfy(cell -> assertThat(cell.error()).isEmpty())
        .allSatisfy(cell -> assertThat(correct(cell.answers())).isLessThan(30));
  }

  @Test
  void targetsAreTheOnesTheSuiteAsksFor() {
    EvaluationResult result =
        run(
            List.of(MEANS),
            List.of(
                TestBench.step("next", Access.WHITE_BOX, List.of(), Optional.of(Targets.NEXT)),
                TestBench.step("random", Access.WHITE_BOX, List.of(), Optional.of(Targets.RANDOM)),
                TestBench.step(
                    "least", Access.WHITE_BOX, List.of(), Optional.of(Targets.LEAST_LIKELY))));
    int[] labels = bench.images().labels();
    assertThat(cell(result, "next").targets())
        .isEqualTo(IntStream.of(labels).mapToObj(label -> (label + 1) % 10).toList());
    for (String id : List.of("random", "least")) {
      List<Integer> targets = cell(result, id).targets();
      assertThat(targets).hasSize(TestBench.IMAGES).allMatch(target -> target >= 0 && target < 10);
      assertThat(targets.stream().distinct().count()).isGreaterThan(3);
    }
    assertThat(IntStream.range(0, labels.length))
        .allMatch(i -> cell(result, "random").targets().get(i) != labels[i]);
  }

  @Test
  void anAttackThatMisbehavesCostsItsBatchesAndNothingElse() {
    List<String> hows =
        List.of("throw", "error", "exit", "nan", "null", "shape", "type", "rubbish", "gradients");
    int label = struckLabel();
    EvaluationResult result =
        run(List.of(MEANS), hows.stream().map(how -> TestBench.hostile(how, label)).toList());
    List<Integer> struck = struck();
    assertThat(struck).hasSizeBetween(TestBench.BATCH, 2 * TestBench.BATCH);
    List<String> errors =
        List.of(
            "the attack gives up",
            "com/example/Missing",
            "exit code 3",
            "NaN",
            "null",
            "shape",
            "float64",
            "'not a reply'",
            "asks for gradients, but its descriptor needs none only");
    for (int i = 0; i < hows.size(); i++) {
      assertStruckFailed(result, hows.get(i), errors.get(i));
    }
    assertThat(cell(result, "hostile-throw").log().orElseThrow())
        .contains("IllegalStateException: the attack gives up");
  }

  @Test
  void anAttackThatHangsCostsItsBatchesAndNothingElse() {
    try (TestBench impatient =
        new TestBench(folder.resolve("home"), folder.resolve("plugins"), 2, TestBench.IMPATIENT)) {
      Suite suite =
          impatient.suite(List.of(MEANS), List.of(TestBench.hostile("hang", struckLabel())));
      assertStruckFailed(
          impatient.run(suite, Listener.NONE), "hang", "did not answer within 10.0 seconds");
    }
  }

  private static void assertStruckFailed(EvaluationResult result, String how, String error) {
    List<Integer> struck = struck();
    CellRecord cell = cell(result, "hostile-" + how);
    assertThat(cell.error().orElseThrow()).as(how).contains(error);
    assertThat(failed(cell.perturbations())).as(how).isEqualTo(struck);
    assertThat(cell.answers()).as(how).noneMatch(Answer::failed);
    assertThat(cell.answers().get(struck.get(0)))
        .as("the clean image stays")
        .isEqualTo(result.observations().defenses().get(0).answers().get(struck.get(0)));
  }

  /** That of the second batch's first image. */
  private static int struckLabel() {
    return bench.images().label(TestBench.BATCH);
  }

  /** The images of all batches that begin with that label. */
  private static List<Integer> struck() {
    return IntStream.range(0, TestBench.IMAGES)
        .filter(i -> bench.images().label(i / TestBench.BATCH * TestBench.BATCH) == struckLabel())
        .boxed()
        .toList();
  }

  @Test
  void anAttackThatBreaksTheBudgetIsClippedAndCounted() {
    EvaluationResult result =
        run(List.of(MEANS), List.of(TestBench.hostile("over", -1), TestBench.hostile("range", -1)));
    for (String how : List.of("over", "range")) {
      assertThat(cell(result, "hostile-" + how).perturbations())
          .allSatisfy(
              perturbation -> {
                assertThat(perturbation.clipped()).isTrue();
                assertThat(perturbation.distance()).isPositive().isLessThanOrEqualTo(0.3);
              });
    }
  }

  @Test
  void strictRulesRefuseWhatIsOverBudget() {
    Suite suite = suite(List.of(MEANS), List.of(TestBench.hostile("over", -1)));
    CellRecord cell =
        new Evaluation(bench.bench, bench.plan(suite, true), Listener.NONE)
            .run()
            .observations()
            .cells()
            .get(0);
    assertThat(cell.perturbations()).allMatch(Perturbation::failed);
  }

  @Test
  void printingToStandardOutputHarmsNobody() {
    CellRecord cell =
        cell(run(List.of(MEANS), List.of(TestBench.hostile("print", -1))), "hostile-print");
    assertThat(cell.error()).isEmpty();
    assertThat(cell.perturbations()).noneMatch(Perturbation::failed);
  }

  @Test
  void anAttackThatAlwaysDiesIsGivenUp() {
    CellRecord cell =
        new Evaluation(
                bench.bench,
                bench.plan(bench.suite(List.of(MEANS), List.of(TestBench.hostile("exit", -1)), 5)),
                Listener.NONE)
            .run()
            .observations()
            .cells()
            .get(0);
    assertThat(cell.perturbations()).hasSize(TestBench.IMAGES).allMatch(Perturbation::failed);
    assertThat(cell.error().orElseThrow()).contains("exit code 3");
  }

  @Test
  void neitherTheBatchSizeNorTheNumberOfWorkersChangesAResult() throws Exception {
    // Noise and its sum with an image are exact whatever the batch; a matrix product need not be.
    List<dev.gauntlet.harness.suite.AttackEntry> attacks = List.of(TestBench.slow(0));
    Observations expected =
        bench.run(bench.suite(List.of(MEANS), attacks), Listener.NONE).observations();
    try (TestBench other =
        new TestBench(folder.resolve("other-home"), folder.resolve("plugins"), 1)) {
      Observations seen =
          other.run(other.suite(List.of(MEANS), attacks, 7), Listener.NONE).observations();
      for (int i = 0; i < attacks.size(); i++) {
        assertThat(seen.cells().get(i).answers()).isEqualTo(expected.cells().get(i).answers());
        assertThat(seen.cells().get(i).perturbations())
            .isEqualTo(expected.cells().get(i).perturbations());
      }
    }
  }

  @Test
  void aDefenseThatMisbehavesIsWrongAndItsAttackersAreNotBlamed() {
    List<String> hows = List.of("restore", "predict", "class", "shape", "gradient", "train");
    EvaluationResult result =
        run(
            hows.stream().map(TestBench::hostileDefense).toList(),
            List.of(TestBench.whiteBoxStep()));
    for (String how : hows) {
      CellRecord cell = cellOf(result, "hostile-" + how);
      assertThat(cell.answers()).as(how).hasSize(TestBench.IMAGES).allMatch(Answer::failed);
      assertThat(cell.perturbations()).as(how).noneMatch(Perturbation::failed);
      assertThat(cell.error()).as(how).isPresent();
    }
    assertThat(cellOf(result, "hostile-gradient").error().orElseThrow())
        .contains("no gradient for you");
    DefenseRecord cleanOfGradient = result.observations().defenses().get(hows.indexOf("gradient"));
    assertThat(correct(cleanOfGradient.answers())).isGreaterThan(30);
  }

  @Test
  void aDefenseWithoutGradientsHasNoWhiteBoxColumn() {
    CellRecord cell =
        cellOf(
            run(List.of(TestBench.hostileDefense("none")), List.of(TestBench.whiteBoxStep())),
            "hostile-none");
    assertThat(cell.notApplicable().orElseThrow()).contains("no gradients");
    assertThat(cell.answers()).isEmpty();
  }

  @Test
  void rejectionsAreHandedOn() {
    Observations observations =
        run(List.of(TestBench.hostileDefense("reject")), List.of(TestBench.whiteBoxStep()))
            .observations();
    assertThat(observations.cells().get(0).answers()).allMatch(Answer::rejected);
    assertThat(observations.defenses().get(0).answers()).allMatch(Answer::rejected);
  }

  private static Suite suite(
      List<DefenseEntry> defenses, List<dev.gauntlet.harness.suite.AttackEntry> attacks) {
    return bench.suite(defenses, attacks);
  }

  private static EvaluationResult run(
      List<DefenseEntry> defenses, List<dev.gauntlet.harness.suite.AttackEntry> attacks) {
    return bench.run(suite(defenses, attacks), Listener.NONE);
  }

  private static CellRecord cell(EvaluationResult result, String attack) {
    return result.observations().cells().stream()
        .filter(cell -> cell.attack().equals(attack))
        .findFirst()
        .orElseThrow();
  }

  private static CellRecord cellOf(EvaluationResult result, String defense) {
    return result.observations().cells().stream()
        .filter(cell -> cell.defense().equals(defense))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> failed(List<Perturbation> perturbations) {
    return IntStream.range(0, perturbations.size())
        .filter(i -> perturbations.get(i).failed())
        .boxed()
        .toList();
  }

  private static long correct(List<Answer> answers) {
    return IntStream.range(0, answers.size())
        .filter(i -> answers.get(i).predicted() == bench.images().label(i))
        .count();
  }
}
