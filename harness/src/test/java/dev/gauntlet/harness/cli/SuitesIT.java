package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.LabeledImages;
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
import java.util.stream.IntStream;
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

  /** On images that mean nothing, of the data set that the suite names. */
  private static Plan plan(Suite suite) {
    Dataset dataset = DatasetRegistry.builtIn().get(suite.dataset());
    LabeledImages images = blank(dataset);
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(
            bench.catalog(),
            dataset,
            () -> TrainingData.of(dataset.name(), images),
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

  private static LabeledImages blank(Dataset dataset) {
    return new LabeledImages(
        dataset.shape(),
        dataset.classes(),
        new byte[IMAGES * dataset.shape().size()],
        IntStream.range(0, IMAGES).map(i -> i % dataset.classes()).toArray(),
        IntStream.range(0, IMAGES).mapToObj(Integer::toString).toList());
  }
}
