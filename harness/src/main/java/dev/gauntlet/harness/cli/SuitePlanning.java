package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
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
 * Loads a suite's images and plans it.
 *
 * @param retrain whether checkpoints that plugins ship are passed over
 * @param strict whether images over budget are refused instead of clipped
 */
record SuitePlanning(HomeOption home, boolean retrain, boolean strict) {
  Plan plan(Suite suite, Workbench bench) {
    DatasetStore datasets = new DatasetStore(home.datasets());
    Dataset dataset = datasets.registry().get(suite.dataset());
    LabeledImages all = datasets.load(dataset.name(), suite.split());
    LabeledImages images = suite.limit().isPresent() ? all.first(suite.limit().getAsInt()) : all;
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(
            bench.catalog(),
            dataset,
            () -> TrainingData.of(dataset.name(), datasets.load(dataset.name(), Split.TRAIN)),
            bench.environment(),
            !retrain);
    Slice slice = Slice.of(dataset, images);
    try {
      return new Planner(bench.catalog(), checkpoints, bench.environment(), suite, slice, strict)
          .plan();
    } catch (PlanException e) {
      throw new GauntletException("suite '" + suite.name() + "': " + e.getMessage(), e);
    }
  }
}
