package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.AttackScore;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.scoring.Scorer;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.testplugins.Deeds;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Reporter;
import dev.gauntlet.harness.testplugins.Saboteur;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attack that is stopped in the middle of its batch, by a limit, by a kill or by itself: what it
 * had reported counts as far as it holds, the other images are clean, and nobody gains.
 */
@Timeout(600)
class UnfinishedIT {
  /** Long enough to report on a busy machine. */
  private static final Limits SHORT = limits(20);

  /** So long that no other limit is passed too late. */
  private static final Limits LONG = limits(10_000);

  private static final List<DefenseEntry> MEANS = List.of(DefenseEntry.of("nearest-mean"));

  /** How many images of the batch are reported. */
  private static final int COUNT = 40;

  @TempDir static Path folder;
  private static TestBench bench;
  private static Observations seen;
  private static Observations timed;
  private static List<Answer> clean;

  @BeforeAll
  static void run() throws IOException {
    Path plugins = jars(folder.resolve("plugins"));
    try (TestBench hurried = bench("hurried", plugins, SHORT)) {
      timed = run(hurried, Stream.of("sleep", "endless"));
    }
    bench = bench("home", plugins, LONG);
    seen =
        run(
            bench,
            Stream.of(
                "none",
                "native-memory",
                "heap",
                "midway",
                "throw",
                "nan",
                "not-finite",
                "over-budget",
                "of-others",
                "outside",
                "garbage",
                "link"));
    clean = seen.defenses().get(0).answers();
  }

  private static Limits limits(double secondsPer100Images) {
    return new Limits(secondsPer100Images, 60, 256 << 20, 1L << 30, 16 << 20, 4);
  }

  private static Observations run(TestBench bench, Stream<String> deeds) {
    List<AttackEntry> attacks = deeds.map(UnfinishedIT::reporter).toList();
    return bench.run(bench.suite(MEANS, attacks, TestBench.IMAGES), Listener.NONE).observations();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static Path jars(Path folder) throws IOException {
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(TestBench.modelClass())
        .write(folder.resolve("built-in/means.jar"));
    PluginJarMaker.plugin("reporter")
        .extension(Reporter.class)
        .with(GradientStep.class)
        .with(Saboteur.class)
        .with(Deeds.class)
        .write(folder.resolve("dropped-in/reporter.jar"));
    return folder;
  }

  private static TestBench bench(String home, Path plugins, Limits limits) {
    List<PluginFolder> folders =
        List.of(
            new PluginFolder(plugins.resolve("built-in"), true),
            new PluginFolder(plugins.resolve("dropped-in"), false));
    return new TestBench(
        folder.resolve(home), folders, 2, new IsolationChoice(System.getenv()).of("auto"), limits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sleep         | the worker did not answer within 12.0 seconds",
        "endless       | the worker did not answer within 12.0 seconds",
        "native-memory | MiB of memory, allowed are 1024 MiB",
        "heap          | the worker ran out of Java heap, allowed are 256 MiB",
        "midway        | the worker ended with exit code 17",
        "throw         | sabotage",
        "nan           | NaN or infinite values",
      })
  void whatWasFoundBeforeTheEndCountsAndNothingElse(String deed, String message) {
    CellRecord stopped = cell(deed);
    CellRecord finished = cell("none");
    assertThat(stopped.error().orElseThrow()).contains(message);
    int kept = 0;
    for (int i = 0; i < TestBench.IMAGES; i++) {
      boolean broken =
          i < COUNT && finished.answers().get(i).predicted() != bench.images().label(i);
      kept += broken ? 1 : 0;
      assertThat(stopped.perturbations().get(i))
          .as("image %d", i)
          .isEqualTo(broken ? finished.perturbations().get(i) : Perturbation.FAILED);
      assertThat(stopped.answers().get(i))
          .as("image %d", i)
          .isEqualTo((broken ? finished.answers() : clean).get(i));
    }
    assertThat(kept).as("images broken before the end").isBetween(10, COUNT);
    assertThat(stopped.unfinished()).isEqualTo(TestBench.IMAGES - kept);
  }

  @Test
  void theAttackGainsNothingByBeingStopped() {
    long finished = Scorer.score(seen).attacks().get(0).raw();
    for (Observations observations : List.of(seen, timed)) {
      for (AttackScore score : Scorer.score(observations).attacks()) {
        assertThat(score.possible()).as(score.id()).isEqualTo(TestBench.IMAGES);
        assertThat(score.raw()).as(score.id()).isLessThanOrEqualTo(finished);
      }
    }
    assertThat(Scorer.score(timed).attacks().get(0).raw()).isPositive().isLessThan(finished);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not-finite | sabotage",
        "outside    | the attack reported image 1000 of a batch of 60",
        "garbage    | sabotage; the attack's report",
        "link       | is no file",
      })
  void aReportThatIsNoneCostsWhoeverWroteIt(String deed, String message) {
    CellRecord cell = cell(deed);
    assertThat(cell.error().orElseThrow()).contains(message);
    assertThat(cell.perturbations()).allMatch(Perturbation::failed);
    assertThat(cell.answers()).isEqualTo(clean);
    assertThat(cell.unfinished()).isEqualTo(TestBench.IMAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"over-budget", "of-others"})
  void reportedImagesAreJudgedAgainstTheHarnessesOwn(String deed) {
    List<Perturbation> perturbations = cell(deed).perturbations();
    assertThat(perturbations.subList(0, COUNT)).anyMatch(Perturbation::clipped);
    assertThat(perturbations.subList(COUNT, TestBench.IMAGES)).allMatch(Perturbation::failed);
    assertThat(perturbations)
        .allSatisfy(
            perturbation ->
                assertThat(perturbation.distance()).isLessThanOrEqualTo(TestBench.EPSILON + 1e-6));
  }

  @Test
  void strictRulesRefuseWhatIsReportedOverBudget() {
    Suite suite = bench.suite(MEANS, List.of(reporter("over-budget")), TestBench.IMAGES);
    CellRecord cell =
        new Evaluation(bench.bench, bench.plan(suite, true), Listener.NONE)
            .run()
            .observations()
            .cells()
            .get(0);
    assertThat(cell.perturbations()).allMatch(Perturbation::failed);
    assertThat(cell.unfinished()).isEqualTo(TestBench.IMAGES);
  }

  @Test
  void anAttackThatFindsSomethingInEveryBatchIsNotGivenUp() {
    // Every batch costs a worker, and after three in a row that left nothing the rest is not tried.
    Suite suite = bench.suite(MEANS, List.of(reporter("line")), TestBench.IMAGES / 5);
    CellRecord cell = bench.run(suite, Listener.NONE).observations().cells().get(0);
    int batch = TestBench.IMAGES / 5;
    for (int n = 0; n < 5; n++) {
      assertThat(cell.perturbations().subList(n * batch, (n + 1) * batch))
          .as("batch %d", n)
          .anyMatch(perturbation -> !perturbation.failed());
    }
  }

  private static CellRecord cell(String deed) {
    return Stream.of(seen, timed)
        .flatMap(observations -> observations.cells().stream())
        .filter(cell -> cell.attack().equals("reporter-" + deed))
        .findFirst()
        .orElseThrow();
  }

  private static AttackEntry reporter(String deed) {
    return new AttackEntry(
        "reporter-" + deed,
        "reporter",
        Access.WHITE_BOX,
        Map.of("deed", deed, "count", COUNT),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        true);
  }
}
