package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.CheckpointPlanner;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Scratch;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.worker.WorkerPool;
import java.util.Optional;

/** Trains a model and, before it, every model that it needs and nobody ships. */
public final class TrainingRun {
  private final Store store;
  private final WorkerPool workers;
  private final PluginCatalog catalog;
  private final Listener listener;

  /** A run with these workers. */
  public TrainingRun(Store store, WorkerPool workers, PluginCatalog catalog, Listener listener) {
    this.store = store;
    this.workers = workers;
    this.catalog = catalog;
    this.listener = listener;
  }

  /**
   * Trains what is not in the store yet.
   *
   * @return the checkpoint's entry
   * @throws dev.gauntlet.api.TrainingException if a plugin fails
   * @throws dev.gauntlet.harness.store.StoreException if a checkpoint cannot be written
   */
  public Entry train(TrainTask wanted) {
    CheckpointStore checkpoints = new CheckpointStore(store);
    try (Scratch scratch = store.scratch()) {
      TrainStep step = new TrainStep(store, workers, catalog.jars(), scratch.directory(), listener);
      Entry last = null;
      for (TrainTask task : CheckpointPlanner.trainings(wanted)) {
        Optional<Entry> known = checkpoints.find(task);
        String title = TrainStep.title(task);
        if (known.isEmpty()) {
          listener.on(new Event.Started(task.key(), title, 0));
        }
        last = known.isPresent() ? known.get() : step.run(task);
        listener.on(new Event.Finished(task.key(), title, known.isPresent()));
      }
      return last;
    }
  }
}
