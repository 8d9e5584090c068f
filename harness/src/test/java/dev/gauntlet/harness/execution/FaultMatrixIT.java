package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.publish.RepeatedQuestions;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.SlowShift;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All that a hostile plugin can think of, in real workers in bubblewrap: what becomes of its own
 * cell, what whoever reads it is told, and that every other cell is as if it were not there.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class FaultMatrixIT {
  /** On a busy machine too, whatever ends by itself meets another limit before the time's. */
  private static final Limits LIMITS = new Limits(1000, 600, 256 << 20, 1L << 30, 16 << 20, 4);

  /** Three seconds for all images; only what hangs is asked under these. */
  private static final Limits SHORT = new Limits(5, 600, 256 << 20, 1L << 30, 16 << 20, 4);

  private static final DefenseEntry HONEST = DefenseEntry.of("nearest-mean");

  /** Seconds that nobody else sleeps, not even another build on this machine. */
  private static final String SLEEP = 86_400 + ProcessHandle.current().pid() + ".25";

  private static final String TOO_LATE = "the worker did not answer within 3.0 seconds";

  @TempDir static Path folder;
  private static Path plugins;
  private static ServerSocket server;
  private static TestBench bench;
  private static Observations undisturbed;
  private static Observations attacked;
  private static Observations defended;
  private static Observations followed;
  private static Observations hungAttacks;
  private static Observations hungDefense;
  private static List<String> unsteady;

  @BeforeAll
  static void runBoth() throws Exception {
    Optional<Isolation> bubblewrap = new IsolationChoice(System.getenv()).bubblewrap().isolation();
    assumeTrue(bubblewrap.isPresent(), "bubblewrap does not work here: nothing isolates plugins");
    plugins = jars(folder.resolve("plugins"));
    server = new ServerSocket(0);
    server.setSoTimeout(1);
    try (TestBench calm = bench("calm", new Unconfined())) {
      undisturbed = run(calm, List.of(HONEST), List.of(step(), noise())).observations();
    }
    bench = bench("home", bubblewrap.get());
    List<AttackEntry> attacks =
        new ArrayList<>(attackDeeds().map(FaultMatrixIT::sabotage).toList());
    attacks.add(attacks.size() / 2, step());
    attacked = run(bench, List.of(HONEST), attacks).observations();
    List<DefenseEntry> defenses =
        new ArrayList<>(
            Stream.concat(
                    trainingDeeds().map(deed -> treason("training", deed)),
                    answeringDeeds().map(deed -> treason("answering", deed)))
                .toList());
    defenses.add(defenses.size() / 2, HONEST);
    Plan plan = bench.plan(bench.suite(defenses, List.of(noise()), TestBench.IMAGES));
    EvaluationResult result = new Evaluation(bench.bench, plan, Listener.NONE).run();
    defended = result.observations();
    unsteady = RepeatedQuestions.warnings(plan, result);
    List<DefenseEntry> sources =
        List.of(treason("answering", "spoil"), HONEST, treason("answering", "ambush"));
    followed = run(bench, sources, List.of(step())).observations();
    // The store has what the honest submissions answer, so that none of them is asked here.
    try (TestBench hasty = bench("home", bubblewrap.get(), SHORT)) {
      hungAttacks =
          run(hasty, List.of(HONEST), hangingDeeds().map(FaultMatrixIT::sabotage).toList())
              .observations();
      hungDefense =
          run(hasty, List.of(treason("answering", "loop")), List.of(noise())).observations();
    }
  }

  private static EvaluationResult run(
      TestBench bench, List<DefenseEntry> defenses, List<AttackEntry> attacks) {
    return bench.run(bench.suite(defenses, attacks, TestBench.IMAGES), Listener.NONE);
  }

  @AfterAll
  static void close() throws IOException {
    if (bench != null) {
      bench.close();
      server.close();
    }
  }

  private static Path jars(Path folder) throws IOException {
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(TestBench.modelClass())
        .write(folder.resolve("honest/means.jar"));
    PluginJarMaker.plugin("step")
        .extension(GradientStep.class)
        .write(folder.resolve("honest/step.jar"));
    PluginJarMaker.plugin("slow")
        .extension(SlowShift.class)
        .write(folder.resolve("honest/slow.jar"));
    TestBench.hostilePlugins(folder.resolve("hostile"));
    return folder;
  }

  private static TestBench bench(String home, Isolation isolation) {
    return bench(home, isolation, LIMITS);
  }

  private static TestBench bench(String home, Isolation isolation, Limits limits) {
    List<PluginFolder> folders =
        List.of(
            new PluginFolder(plugins.resolve("honest"), true),
            new PluginFolder(plugins.resolve("hostile"), false));
    return new TestBench(folder.resolve(home), folders, 2, isolation, limits);
  }

  private static Stream<String> attackDeeds() {
    return Stream.of(
        "throw",
        "error",
        "overflow",
        "exit",
        "halt",
        "heap",
        "native-memory",
        "crash",
        "fork",
        "print",
        "line",
        "forge",
        "disk",
        "temporary",
        "symlink",
        "connect",
        "escape",
        "outside",
        "nan",
        "infinite",
        "shape",
        "type",
        "range",
        "mutate",
        "leave",
        "spy");
  }

  private static Stream<String> hangingDeeds() {
    return Stream.of("loop", "deadlock", "sleep");
  }

  private static Stream<String> trainingDeeds() {
    return Stream.of("half", "link", "disk", "spy");
  }

  private static Stream<String> answeringDeeds() {
    return Stream.of(
        "throw",
        "halt",
        "crash",
        "fork",
        "forge",
        "class",
        "shape",
        "spy",
        "leave",
        "fickle",
        "remember");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw         | sabotage",
        "error         | NoClassDefFoundError: com/example/Missing",
        "overflow      | StackOverflowError",
        "exit          | the worker ended with exit code 0",
        "halt          | the worker ended with exit code 17",
        "heap          | the worker ran out of Java heap, allowed are 256 MiB",
        "native-memory | MiB of memory, allowed are 1024 MiB",
        "crash         | the worker crashed in native code: SIGSEGV",
        "fork          | processes, allowed are 4",
        "print         | the submission wrote more than the 16 MiB that it may",
        "line          | something that is no reply",
        "forge         | something that is no reply: '{\"reply\":\"perturbed\"",
        "disk          | the submission wrote more than the 16 MiB that it may",
        "temporary     | No space left on device",
        "symlink       | 'images.npz', which the worker was to write, is no file",
        "connect       | Connection refused",
        "escape        | Read-only file system",
        "nan           | NaN or infinite values",
        "infinite      | NaN or infinite values",
        "shape         | shape (60, 784), expected (60, 1, 28, 28)",
        "type          | float64 images, expected FLOAT32",
      })
  void anAttackThatFailsLeavesTheImagesClean(String deed, String message) {
    assertFailed(cell(attacked, "saboteur-" + deed), message);
  }

  @ParameterizedTest
  @MethodSource("hangingDeeds")
  void anAttackThatHangsIsGivenUp(String deed) {
    assertFailed(cell(hungAttacks, "saboteur-" + deed), TOO_LATE);
  }

  private static void assertFailed(CellRecord cell, String message) {
    assertThat(cell.error().orElseThrow()).contains(message);
    assertThat(cell.perturbations()).allMatch(Perturbation::failed);
    assertThat(cell.answers()).isEqualTo(undisturbed.defenses().get(0).answers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "mutate"})
  void imagesAreJudgedAgainstTheHarnessesOwn(String deed) {
    CellRecord cell = cell(attacked, "saboteur-" + deed);
    assertThat(cell.error()).isEmpty();
    assertThat(cell.perturbations())
        .allMatch(Perturbation::clipped)
        .allSatisfy(
            perturbation ->
                assertThat(perturbation.distance()).isBetween(0.29, TestBench.EPSILON + 1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leave", "spy"})
  void anAttackThatFindsNothingOrLeavesSomethingIsScoredAsIfItDidNot(String deed) {
    CellRecord cell = cell(attacked, "saboteur-" + deed);
    assertThat(cell.error()).isEmpty();
    assertThat(cell.perturbations()).noneMatch(Perturbation::failed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "half    | the worker ended with exit code 18",
        "link    | the worker wrote 'labels.txt' into 'checkpoint', which is no file",
        "disk    | the submission wrote more than the 16 MiB that it may",
      })
  void aTrainingThatFailsLeavesNoModel(String deed, String message) {
    assertAllWrong(defended, "training-" + deed, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw   | sabotage",
        "halt    | the worker ended with exit code 17",
        "crash   | the worker crashed in native code: SIGSEGV",
        "fork    | processes, allowed are 4",
        "forge   | something that is no reply",
        "class   | the defense answered class",
        "shape   | the defense's labels are (1) int64, expected (60) int64",
      })
  void aDefenseThatFailsIsWrong(String deed, String message) {
    assertAllWrong(defended, "answering-" + deed, message);
  }

  @Test
  void aDefenseThatHangsIsWrong() {
    assertAllWrong(hungDefense, "answering-loop", TOO_LATE);
  }

  private static void assertAllWrong(Observations seen, String id, String message) {
    assertThat(defense(seen, id).error().orElseThrow()).contains(message);
    assertThat(defense(seen, id).answers()).allMatch(Answer::failed);
    assertThat(cellOf(seen, id).answers()).allMatch(Answer::failed);
    assertThat(cellOf(seen, id).perturbations()).noneMatch(Perturbation::failed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training-spy", "answering-spy", "answering-leave", "answering-remember"})
  void aDefenseThatFindsNothingAnswersAsItWouldOtherwise(String id) {
    assertThat(defense(defended, id).error()).isEmpty();
    assertThat(defense(defended, id).answers()).isEqualTo(undisturbed.defenses().get(0).answers());
    assertUndisturbed(cellOf(defended, id));
  }

  @Test
  void aDefenseThatSpoilsTheAttacksImagesSpoilsCopies() {
    assertUndisturbed(cellOf(followed, "answering-spoil"));
  }

  @Test
  void aDefenseThatEndsTheAttacksProcessIsToBlameForThat() {
    assertThat(defense(followed, "answering-ambush").error()).isEmpty();
    assertThat(cellOf(followed, "answering-ambush").error().orElseThrow())
        .contains("the worker ended with exit code 19");
    assertThat(cellOf(followed, "answering-ambush").perturbations())
        .noneMatch(Perturbation::failed);
    assertThat(cellOf(followed, "answering-ambush").answers()).allMatch(Answer::failed);
  }

  @Test
  void aDefenseThatAnswersOtherwiseWhenAskedAgainIsNamed() {
    assertThat(unsteady)
        .singleElement()
        .asString()
        .contains(
            "'answering-fickle' answered otherwise on", "does not say that it draws at random");
  }

  @Test
  void everyOtherCellIsRight() {
    for (Observations seen : List.of(attacked, defended, followed)) {
      assertThat(defense(seen, "nearest-mean").error()).isEmpty();
      assertThat(defense(seen, "nearest-mean").answers())
          .isEqualTo(undisturbed.defenses().get(0).answers());
      List<CellRecord> honest =
          seen.cells().stream()
              .filter(cell -> cell.defense().equals("nearest-mean"))
              .filter(cell -> !cell.attack().startsWith("saboteur"))
              .toList();
      assertThat(honest).hasSize(1);
      assertUndisturbed(honest.get(0));
    }
  }

  private static void assertUndisturbed(CellRecord cell) {
    CellRecord expected = cell(undisturbed, cell.attack());
    assertThat(cell.error()).isEmpty();
    assertThat(cell.answers()).isEqualTo(expected.answers());
    assertThat(cell.perturbations()).isEqualTo(expected.perturbations());
  }

  @Test
  void nothingThatAPluginStartedOutlivesItsTask() {
    assertThat(bench.warnings)
        .anyMatch(warning -> warning.contains("saboteur.jar") && warning.contains("left"))
        .anyMatch(warning -> warning.contains("traitor.jar") && warning.contains("left"));
    List<ProcessHandle> sleeping =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains("sleep " + SLEEP))
            .toList();
    // What is killed takes its time to be gone; what is not sleeps for a day.
    for (ProcessHandle process : sleeping) {
      assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(10));
    }
  }

  @Test
  void nobodyReachedTheNetworkOrWroteOutside() {
    assertThat(escape()).doesNotExist();
    org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
        .isInstanceOf(SocketTimeoutException.class);
  }

  /** Were it otherwise, the tests above would show nothing. */
  @Test
  void withoutIsolationTheSameDeedsSucceed() throws Exception {
    try (TestBench open = bench("open", new Unconfined())) {
      List<AttackEntry> attacks =
          Stream.of("spy", "outside", "connect").map(FaultMatrixIT::sabotage).toList();
      Observations seen =
          open.run(open.suite(List.of(HONEST), attacks, TestBench.IMAGES), Listener.NONE)
              .observations();
      assertThat(cell(seen, "saboteur-spy").error().orElseThrow())
          .contains("found [", folder.toString(), "the harness: /proc/");
      assertThat(cell(seen, "saboteur-outside").error()).isEmpty();
      assertThat(escape()).exists();
      Files.delete(escape());
      assertThat(cell(seen, "saboteur-connect").error()).isEmpty();
      server.accept().close();
    }
  }

  private static Path escape() {
    return folder.resolve("escaped.txt");
  }

  /** What a deed is aimed at. */
  private static String target(String deed) {
    return switch (deed) {
      case "connect" -> Integer.toString(server.getLocalPort());
      case "escape" -> "/desk/in/images.npz";
      case "outside" -> escape().toString();
      case "leave" -> SLEEP;
      case "link" -> "/etc/passwd";
      case "spy" ->
          Stream.of(
                  folder.resolve("calm/store/secret"),
                  folder.resolve("calm/store/predictions"),
                  folder.resolve("home/store/secret"),
                  folder.resolve("home/store/checkpoint"),
                  plugins.resolve("honest/means.jar"),
                  Path.of("/etc/passwd"),
                  Path.of("/etc/hostname"),
                  Path.of("/sys/class"),
                  Path.of("/usr/local/bin"),
                  Path.of("/proc/1/root/etc/passwd"))
              .map(Path::toString)
              .collect(Collectors.joining(","));
      default -> "";
    };
  }

  private static AttackEntry step() {
    return TestBench.whiteBoxStep();
  }

  private static AttackEntry noise() {
    return TestBench.slow(0);
  }

  private static AttackEntry sabotage(String deed) {
    return new AttackEntry(
        "saboteur-" + deed,
        "saboteur",
        Access.NONE,
        Map.of("deed", deed, "target", target(deed)),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        true);
  }

  private static DefenseEntry treason(String when, String deed) {
    return new DefenseEntry(
        when + "-" + deed, "traitor", Map.of(when, deed, "target", target(deed)));
  }

  private static CellRecord cell(Observations seen, String attack) {
    return seen.cells().stream()
        .filter(cell -> cell.attack().equals(attack))
        .findFirst()
        .orElseThrow();
  }

  private static CellRecord cellOf(Observations seen, String defense) {
    return seen.cells().stream()
        .filter(cell -> cell.defense().equals(defense))
        .findFirst()
        .orElseThrow();
  }

  private static DefenseRecord defense(Observations seen, String id) {
    return seen.defenses().stream()
        .filter(defense -> defense.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
