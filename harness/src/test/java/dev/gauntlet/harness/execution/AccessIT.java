package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.scoring.Scorer;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.harness.testplugins.Copycat;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Revealing;
import dev.gauntlet.harness.testplugins.Universal;
import dev.gauntlet.leaderboard.results.Cell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attack is told, and the methods that need more than a model and images. */
class AccessIT {
  private static final DefenseEntry MEANS = DefenseEntry.of("nearest-mean");

  @TempDir static Path folder;
  private static TestBench bench;

  @BeforeAll
  static void open() throws Exception {
    Path plugins = TestBench.plugins(folder.resolve("plugins"));
    PluginJarMaker.plugin("revealing")
        .extension(Revealing.class)
        .write(plugins.resolve("revealing.jar"));
    PluginJarMaker.plugin("universal")
        .extension(Universal.class)
        .write(plugins.resolve("universal.jar"));
    PluginJarMaker.plugin("copycat")
        .extension(Copycat.class)
        .with(Copycat.Model.class)
        .with(NearestMean.class)
        .with(TestBench.modelClass())
        .write(plugins.resolve("copycat.jar"));
    bench = new TestBench(folder.resolve("home"), plugins);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void aQueryAttackGetsLabelsDecisionsAndItsQuota() {
    EvaluationResult result = run(List.of(MEANS), revealing(2, 5, true));
    assertThat(result.observations().cells().get(0).error()).isEmpty();
    for (int i = 0; i < TestBench.IMAGES; i++) {
      int[] told = told(result, i);
      assertThat(told[0]).isEqualTo(bench.images().label(i));
      assertThat(told[1])
          .isEqualTo(result.observations().defenses().get(0).answers().get(i).predicted());
      assertThat(told[2]).isEqualTo(10);
      assertThat(told[3]).isEqualTo(3);
    }
  }

  @Test
  void questionsAreCountedPerImage() {
    CellRecord asked = run(List.of(MEANS), revealing(2, 5, true)).observations().cells().get(0);
    assertThat(asked.perturbations())
        .hasSize(TestBench.IMAGES)
        .allSatisfy(image -> assertThat(image.queries()).isEqualTo(2));
    CellRecord silent = run(List.of(MEANS), TestBench.whiteBoxStep()).observations().cells().get(0);
    assertThat(silent.perturbations()).allSatisfy(image -> assertThat(image.queries()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "gradients"})
  void anAttackThatNeedsDecisionsGetsNothingElseOnAnyAccess(String wanted) {
    Map<String, Object> parameters = Map.of("wants", wanted);
    for (AttackEntry entry :
        List.of(
            revealing(Access.QUERY, parameters, List.of()),
            revealing(Access.WHITE_BOX, parameters, List.of()),
            revealing(Access.TRANSFER, parameters, List.of(source(1.0, 2))))) {
      CellRecord cell = run(List.of(MEANS), entry).observations().cells().get(0);

      assertThat(cell.perturbations()).allMatch(Perturbation::failed);
      assertThat(cell.error().orElseThrow())
          .contains("'revealing' asks for " + wanted + ", but its descriptor needs decisions only");
    }
  }

  @Test
  void aTransferAttackIsAnsweredByItsSourceAndNotByTheTarget() {
    // Means shrunk so far have another nearest one for many images.
    // other.
    DefenseEntry target = new DefenseEntry("shrunk", "nearest-mean", Map.of("shrink", 0.01));
    EvaluationResult result =
        run(List.of(target, MEANS), revealing(Access.TRANSFER, Map.of(), List.of(source(1.0, 2))));

    List<Answer> ofTarget = result.observations().defenses().get(0).answers();
    // The mean of each class is the same, whatever the seed.
    List<Answer> ofSource = result.observations().defenses().get(1).answers();
    int differing = 0;
    for (int i = 0; i < TestBench.IMAGES; i++) {
      assertThat(told(result, i)[1]).isEqualTo(ofSource.get(i).predicted());
      differing += ofSource.get(i).predicted() == ofTarget.get(i).predicted() ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(TestBench.IMAGES / 4);
    AttackTask task = result.images().keySet().iterator().next();
    assertThat(task.sources()).extracting(one -> one.model().seed()).containsExactly(2L);
    assertThat(result.images()).as("made once, for both defenses").hasSize(1);
  }

  @Test
  void severalSourcesAnswerAsOneWithAveragedLogits() {
    EvaluationResult alone =
        run(List.of(MEANS), revealing(Access.TRANSFER, Map.of(), List.of(source(1.0, 2))));
    EvaluationResult both =
        run(
            List.of(MEANS),
            revealing(
                Access.TRANSFER,
                Map.of(),
                List.of(source(1.0, 2), source(1.0, 3), source(1.0, 4))));

    assertThat(both.images().keySet().iterator().next().sources()).hasSize(3);
    for (int i = 0; i < TestBench.IMAGES; i++) {
      assertThat(told(both, i)[1]).isEqualTo(told(alone, i)[1]);
    }
  }

  @Test
  void targetsOfEveryKindAreCountedAsHitsAndAsMistakes() {
    for (Targets targets : List.of(Targets.NEXT, Targets.RANDOM, Targets.LEAST_LIKELY)) {
      EvaluationResult result =
          run(
              List.of(MEANS),
              TestBench.step("step", Access.WHITE_BOX, List.of(), Optional.of(targets)));
      CellRecord cell = result.observations().cells().get(0);
      assertThat(cell.error()).as(targets.word()).isEmpty();
      assertThat(cell.targets()).as(targets.word()).hasSize(TestBench.IMAGES);
      for (int i = 0; i < TestBench.IMAGES; i++) {
        int target = cell.targets().get(i);
        if (targets == Targets.NEXT) {
          assertThat(target).isEqualTo((bench.images().label(i) + 1) % 10);
        } else if (targets == Targets.RANDOM) {
          assertThat(target).isBetween(0, 9).isNotEqualTo(bench.images().label(i));
        } else {
          assertThat(target)
              .isBetween(0, 9)
              .isNotEqualTo(result.observations().defenses().get(0).answers().get(i).predicted());
        }
      }
      Cell counted = Scorer.score(result.observations()).cells().get(0);
      assertThat(counted.hits()).as(targets.word()).isPositive();
      assertThat(counted.misclassified()).as(targets.word()).isGreaterThan(counted.hits());
    }
  }

  @Test
  void withoutTrueLabelsAnAttackGetsTheSourcesPredictions() {
    EvaluationResult result = run(List.of(MEANS), revealing(1, 5, false));
    int differing = 0;
    for (int i = 0; i < TestBench.IMAGES; i++) {
      int[] told = told(result, i);
      assertThat(told[0])
          .isEqualTo(told[1])
          .isEqualTo(result.observations().defenses().get(0).answers().get(i).predicted());
      differing += told[0] == bench.images().label(i) ? 0 : 1;
    }
    assertThat(differing).isPositive();
  }

  @Test
  void aSpentQuotaFailsTheAttack() {
    CellRecord cell = run(List.of(MEANS), revealing(6, 5, true)).observations().cells().get(0);
    assertThat(cell.error().orElseThrow()).contains("no question left");
    assertThat(cell.perturbations()).allMatch(Perturbation::failed);
  }

  @Test
  void anObliviousAttackSeesTheModelBehindThePreprocessorAndAWhiteBoxOneNothing() {
    EvaluationResult result =
        run(
            List.of(DefenseEntry.of("copycat")),
            TestBench.step("oblivious", Access.OBLIVIOUS, List.of(), Optional.empty()),
            TestBench.whiteBoxStep());
    CellRecord oblivious = result.observations().cells().get(0);
    assertThat(oblivious.error()).isEmpty();
    assertThat(oblivious.perturbations())
        .allSatisfy(image -> assertThat(image.distance()).isGreaterThan(0.29));
    assertThat(result.observations().cells().get(1).notApplicable()).isPresent();
  }

  @Test
  void aNeededCheckpointIsTrainedAndHandedOver() {
    var plan =
        bench.plan(
            bench.suite(
                List.of(DefenseEntry.of("copycat")), List.of(TestBench.hostile("noop", -1))));
    new Evaluation(bench.bench, plan, Listener.NONE).run();
    TrainTask task = (TrainTask) plan.defenses().get(0).checkpoint();
    CheckpointStore checkpoints = new CheckpointStore(bench.bench.store());
    Entry copy = checkpoints.find(task).orElseThrow();
    Entry original = checkpoints.find(task.needs().get("original")).orElseThrow();
    assertThat(copy.file("weights.npz")).hasSameBinaryContentAs(original.file("weights.npz"));
    Map<?, ?> provenance = Json.read(copy.file("provenance.json"), Map.class);
    assertThat(provenance.get("notes"))
        .isEqualTo(Map.of("copiedFrom", Map.of("shrink", 0.75, "steps", 1)));
    assertThat(task.needs().get("original").model().seed()).isEqualTo(6);
  }

  @Test
  void anAttackThatTrainsIsTrainedOnItsSourceFirst() {
    EvaluationResult result =
        run(
            List.of(MEANS),
            new AttackEntry(
                "universal",
                "universal",
                Access.WHITE_BOX,
                Map.of(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                true));
    CellRecord cell = result.observations().cells().get(0);
    assertThat(cell.error()).isEmpty();
    assertThat(cell.perturbations())
        .noneMatch(Perturbation::failed)
        .allSatisfy(image -> assertThat(image.distance()).isGreaterThan(0.29));
    PerturbedImages images = images(result);
    float[] first = images.image(0);
    float[] clean = bench.images().unitPixels(0, 1);
    assertThat(first).isNotEqualTo(clean);
  }

  private static EvaluationResult run(List<DefenseEntry> defenses, AttackEntry... attacks) {
    return bench.run(bench.suite(defenses, List.of(attacks)), Listener.NONE);
  }

  private static AttackEntry revealing(int questions, long quota, boolean trueLabels) {
    return new AttackEntry(
        "revealing",
        "revealing",
        Access.QUERY,
        Map.of("questions", questions),
        List.of(),
        Optional.empty(),
        OptionalLong.of(quota),
        trueLabels);
  }

  private static AttackEntry revealing(
      Access access, Map<String, Object> parameters, List<SourceEntry> sources) {
    return new AttackEntry(
        "revealing",
        "revealing",
        access,
        parameters,
        sources,
        Optional.empty(),
        access == Access.QUERY ? OptionalLong.of(5) : OptionalLong.empty(),
        true);
  }

  private static SourceEntry source(double shrink, long seed) {
    return new SourceEntry("nearest-mean", seed, Map.of("shrink", shrink));
  }

  private static PerturbedImages images(EvaluationResult result) {
    AttackTask task = result.images().keySet().iterator().next();
    return PerturbedImages.read(result.images().get(task));
  }

  /** The first pixels of an image, in hundredths. */
  private static int[] told(EvaluationResult result, int image) {
    float[] pixels = images(result).image(image);
    int[] told = new int[4];
    for (int i = 0; i < told.length; i++) {
      told[i] = Math.round(pixels[i] * 100);
    }
    return told;
  }
}
