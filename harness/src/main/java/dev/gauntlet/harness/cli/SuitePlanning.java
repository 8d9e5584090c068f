package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlanException;
import dev.gauntlet.harness.plan.Planner;
import dev.gauntlet.harness.plan.Slice;
import dev.gauntlet.harness.plan.TrainingData;
import dev.gauntlet.harness.suite.Suite;

/**
 * Plans a suite.
 *
 * @param retrain whether checkpoints that plugins ship are passed over
 * @param strict whether images over budget are refused instead of clipped
 */
record SuitePlanning(HomeOption home, boolean retrain, boolean strict) {
  /** Loads the images and plans; more of them than there are is said of {@code --limit}. */
  Plan plan(Suite suite, Workbench bench) {
    Slice slice =
        new SuiteImages(new DatasetStore(home.datasets()))
            .load(
                suite.dataset(),
                suite.split(),
                suite.limit(),
                problem -> new GauntletException("--limit " + problem));
    return plan(suite, slice, bench);
  }

  Plan plan(Suite suite, Slice slice, Workbench bench) {
    DatasetStore datasets = new DatasetStore(home.datasets());
    Dataset dataset = slice.dataset();
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(
            bench.catalog(),
            dataset,
            () -> TrainingData.of(dataset.name(), datasets.load(dataset.name(), Split.TRAIN)),
            bench.environment(),
            !retrain);
    try {
      return new Planner(bench.catalog(), checkpoints, bench.environment(), suite, slice, strict)
          .plan();
    } catch (PlanException e) {
      throw new GauntletException("suite '" + suite.name() + "': " + e.getMessage(), e);
    }
  }
}
