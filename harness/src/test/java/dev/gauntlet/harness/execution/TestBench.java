package dev.gauntlet.harness.execution;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.Planner;
import dev.gauntlet.harness.plan.Slice;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.harness.suite.Training;
import dev.gauntlet.harness.testplugins.Deeds;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.HostileAttack;
import dev.gauntlet.harness.testplugins.HostileDefense;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Saboteur;
import dev.gauntlet.harness.testplugins.SlowShift;
import dev.gauntlet.harness.testplugins.Traitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The test plugins on a few MNIST images, with real workers. */
final class TestBench implements AutoCloseable {
  static final int IMAGES = 60;
  static final int BATCH = 20;
  static final double EPSILON = 0.3;

  /** No honest submission meets them, however busy the machine is. */
  static final Limits LIMITS = new Limits(10_000, 600, 1L << 30, 4L << 30, 64 << 20, 4);

  /** Ten seconds for a batch: waited for where a submission hangs. */
  static final Limits IMPATIENT = new Limits(50, 600, 1L << 30, 4L << 30, 64 << 20, 4);

  final Workbench bench;
  final List<String> warnings = new ArrayList<>();
  private final Dataset mini;
  private final LabeledImages images;
  private final DatasetStore datasets;

  TestBench(Path home, Path plugins) {
    this(home, plugins, 2);
  }

  /** Plugins that came with Gauntlet, so that tasks share workers: that is quicker. */
  TestBench(Path home, Path plugins, int workers) {
    this(home, plugins, workers, LIMITS);
  }

  TestBench(Path home, Path plugins, int workers, Limits limits) {
    this(
        home,
        List.of(new PluginFolder(plugins, true)),
        workers,
        new IsolationChoice(System.getenv()).of("auto"),
        limits);
  }

  TestBench(
      Path home, List<PluginFolder> plugins, int workers, Isolation isolation, Limits limits) {
    datasets = new DatasetStore(home.resolve("data"));
    mini = datasets.registry().get("mnist-mini");
    images = datasets.load("mnist-mini", Split.TEST).first(IMAGES);
    bench =
        Workbench.open(
            Settings.onCpu(home, plugins, "auto", workers, isolation, limits, Optional.empty()),
            warnings::add);
  }

  /** Packs the test plugins. */
  static Path plugins(Path folder) throws IOException {
    Class<?> model = modelClass();
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(model)
        .write(folder.resolve("means.jar"));
    PluginJarMaker.plugin("step").extension(GradientStep.class).write(folder.resolve("step.jar"));
    PluginJarMaker.plugin("slow").extension(SlowShift.class).write(folder.resolve("slow.jar"));
    PluginJarMaker.plugin("hostile-attack")
        .extension(HostileAttack.class)
        .write(folder.resolve("hostile-attack.jar"));
    PluginJarMaker.plugin("hostile-defense")
        .extension(HostileDefense.class)
        .with(HostileDefense.Model.class)
        .with(NearestMean.class)
        .with(model)
        .write(folder.resolve("hostile-defense.jar"));
    return folder;
  }

  /** Packs the plugins that commit deeds. */
  static void hostilePlugins(Path folder) throws IOException {
    PluginJarMaker.plugin("saboteur")
        .extension(Saboteur.class)
        .with(Deeds.class)
        .write(folder.resolve("saboteur.jar"));
    PluginJarMaker.plugin("traitor")
        .extension(Traitor.class)
        .with(Traitor.Model.class)
        .with(Saboteur.class)
        .with(Deeds.class)
        .with(NearestMean.class)
        .with(modelClass())
        .write(folder.resolve("traitor.jar"));
  }

  static Class<?> modelClass() {
    try {
      return Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  LabeledImages images() {
    return images;
  }

  static AttackEntry whiteBoxStep() {
    return step("step", Access.WHITE_BOX, List.of(), Optional.empty());
  }

  static AttackEntry step(
      String id, Access access, List<SourceEntry> sources, Optional<Targets> targets) {
    return new AttackEntry(
        id, "gradient-step", access, Map.of(), sources, targets, OptionalLong.empty(), true);
  }

  static AttackEntry hostile(String how, int label) {
    return new AttackEntry(
        "hostile-" + how,
        "hostile",
        Access.NONE,
        Map.of("how", how, "label", label),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        true);
  }

  /** With plugins that may write where they like. */
  static TestBench unconfined(Path home, Path plugins) {
    return new TestBench(
        home, List.of(new PluginFolder(plugins, true)), 2, new Unconfined(), LIMITS);
  }

  /** An attack that takes its time. */
  static AttackEntry slow(int milliseconds) {
    return slow("", milliseconds);
  }

  /** An attack that leaves a line in a file for every batch. */
  static AttackEntry slow(Path file, int milliseconds) {
    return slow(file.toString(), milliseconds);
  }

  private static AttackEntry slow(String file, int milliseconds) {
    return new AttackEntry(
        "slow",
        "slow-shift",
        Access.NONE,
        Map.of("file", file, "milliseconds", milliseconds),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        true);
  }

  static DefenseEntry hostileDefense(String how) {
    return new DefenseEntry("hostile-" + how, "hostile", Map.of("how", how));
  }

  Suite suite(List<DefenseEntry> defenses, List<AttackEntry> attacks) {
    return suite(defenses, attacks, BATCH);
  }

  Suite suite(List<DefenseEntry> defenses, List<AttackEntry> attacks, int batch) {
    return new Suite(
        "test",
        "Test",
        "",
        "mnist-mini",
        Split.TEST,
        OptionalInt.of(IMAGES),
        new Training("means", 1),
        new Budget(Norm.LINF, EPSILON),
        Pixels.FLOAT32,
        1,
        OptionalInt.of(batch),
        LIMITS,
        defenses,
        attacks);
  }

  Plan plan(Suite suite) {
    return plan(suite, false);
  }

  Plan plan(Suite suite, boolean strict) {
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(
            bench.catalog(),
            mini,
            () ->
                TrainingData.of("mnist-mini", datasets.load("mnist-mini", Split.TRAIN).first(600)),
            bench.environment(),
            true);
    return new Planner(
            bench.catalog(),
            checkpoints,
            bench.environment(),
            suite,
            Slice.of(mini, images),
            strict)
        .plan();
  }

  EvaluationResult run(Suite suite, Listener listener) {
    return new Evaluation(bench, plan(suite), listener).run();
  }

  @Override
  public void close() {
    bench.close();
  }
}
