package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.Planner;
import dev.gauntlet.harness.plan.Slice;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.harness.suite.SuiteFinder;
import dev.gauntlet.harness.suite.SuiteReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suite that comes with Gauntlet can be run with the plugins that come with it. */
class SuitesIT {
  private static final SuiteFinder FINDER = new SuiteFinder(Path.of("../suites"));
  private static final int IMAGES = 20;

  @TempDir private static Path home;
  private static Workbench bench;

  @BeforeAll
  static void open() {
    bench = BuiltIns.open(home);
  }

  @AfterAll
  static void close() {
    if (bench != null) {
      bench.close();
    }
  }

  static Iterable<String> shipped() {
    return FINDER.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void namesOnlyWhatIsThereAndPlans(String name) {
    SuiteFile file = SuiteReader.read(FINDER.find(name));
    new SuiteCheck(file, bench.catalog()).run();

    Plan plan = plan(file.suite());

    assertThat(plan.attacks()).hasSameSizeAs(file.suite().attacks());
    assertThat(plan.defenses()).isNotEmpty();
    assertThat(plan.cells()).hasSize(plan.attacks().size() * plan.defenses().size());
  }

  /** On images of the embedded data set, as long as they look like those that the suite names. */
  private static Plan plan(Suite suite) {
    DatasetStore datasets = new DatasetStore(home.resolve("data"));
    Dataset dataset = datasets.registry().get(suite.dataset());
    LabeledImages images = datasets.load("mnist-mini", Split.TEST).first(IMAGES);
    assertThat(dataset.shape()).isEqualTo(images.shape());
    assertThat(dataset.classes()).isEqualTo(images.classes());
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(
            bench.catalog(),
            dataset,
            () -> TrainingData.of(dataset.name(), datasets.load("mnist-mini", Split.TRAIN)),
            bench.environment(),
            true);
    return new Planner(
            bench.catalog(),
            checkpoints,
            bench.environment(),
            suite,
            Slice.of(dataset, images),
            false)
        .plan();
  }
}
