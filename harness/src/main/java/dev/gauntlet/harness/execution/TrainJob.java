package dev.gauntlet.harness.execution;

import dev.gauntlet.api.TrainingException;
import dev.gauntlet.harness.plan.TrainTask;
import java.util.List;
import java.util.Optional;

/** A training in a run: one unit. */
final class TrainJob implements Job {
  private final TrainTask task;
  private final List<TrainJob> before;
  private final RunContext context;
  private volatile Trouble trouble;
  private boolean cached;

  /**
   * A training.
   *
   * @param before the trainings that it waits for
   */
  TrainJob(TrainTask task, List<TrainJob> before, RunContext context) {
    this.task = task;
    this.before = before;
    this.context = context;
  }

  TrainTask task() {
    return task;
  }

  /** Why there is no checkpoint; empty if there is one. */
  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public int open() {
    cached = context.checkpoints().find(task).isPresent();
    if (cached) {
      // A run that was killed just when the checkpoint was there has left them.
      new TrainingSnapshots(context.store(), task.key()).forget();
      return 0;
    }
    trouble = before.stream().flatMap(job -> job.trouble().stream()).findFirst().orElse(null);
    if (trouble != null) {
      return 0;
    }
    context.listener().on(new Event.Started(task.key(), task.title(), 0));
    return 1;
  }

  @Override
  public void run(int unit) {
    TrainStep step = new TrainStep(context);
    try {
      step.run(task);
    } catch (TrainingException e) {
      trouble = new Trouble(e.getMessage(), step.log());
    }
  }

  @Override
  public void close() {
    context
        .listener()
        .on(
            trouble == null
                ? new Event.Finished(task.key(), task.title(), cached)
                : new Event.Failed(task.key(), task.title(), trouble.error()));
  }
}
