package dev.gauntlet.harness.execution;

import dev.gauntlet.api.TrainingException;
import dev.gauntlet.harness.plan.Task;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.store.Entry;
import java.util.List;
import java.util.Optional;

/** Trains a model and, before it, every model that it needs and nobody ships. */
public final class TrainingRun {
  private final Workbench bench;
  private final Listener listener;

  /** A run with these workers. */
  public TrainingRun(Workbench bench, Listener listener) {
    this.bench = bench;
    this.listener = listener;
  }

  /**
   * Trains what is not in the store yet.
   *
   * @return the checkpoint's entry
   * @throws TrainingException if a plugin fails
   * @throws dev.gauntlet.harness.store.StoreException if a checkpoint cannot be written
   */
  public Entry train(TrainTask task) {
    RunContext context = bench.context(listener, 1, new Meter());
    Scheduler scheduler = new Scheduler(bench.slots());
    Jobs jobs = new Jobs(Task.inOrder(List.of(task)), context, scheduler);
    scheduler.run();
    Optional<Trouble> trouble = jobs.training(task).trouble();
    if (trouble.isPresent()) {
      throw new TrainingException(trouble.get().error());
    }
    return context.checkpoints().find(task).orElseThrow();
  }
}
