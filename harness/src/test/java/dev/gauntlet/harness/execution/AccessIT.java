package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.testplugins.Copycat;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Revealing;
import dev.gauntlet.harness.testplugins.Universal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
