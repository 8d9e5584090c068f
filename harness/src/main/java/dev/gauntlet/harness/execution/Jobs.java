package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.plan.Task;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.store.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The jobs of a plan's tasks. */
final class Jobs {
  private final RunContext context;
  private final Map<Key, TrainJob> trainings = new LinkedHashMap<>();
  private final Map<Key, GradientJob> gradients = new LinkedHashMap<>();
  private final Map<Key, AttackJob> attacks = new LinkedHashMap<>();
  private final Map<Key, ClassifyJob> classifications = new LinkedHashMap<>();

  /**
   * Makes the jobs and hands them to a scheduler.
   *
   * @param tasks each after those it needs
   */
  Jobs(List<Task> tasks, RunContext context, Scheduler scheduler) {
    this.context = context;
    // Trainings first: they are one unit each, and much waits for them.
    Stream.concat(
            tasks.stream().filter(TrainTask.class::isInstance),
            tasks.stream().filter(task -> !(task instanceof TrainTask)))
        .forEach(task -> scheduler.add(job(task), task.after().stream().map(this::known).toList()));
  }

  TrainJob training(TrainTask task) {
    return trainings.get(task.key());
  }

  GradientJob gradients(GradientTask task) {
    return gradients.get(task.key());
  }

  AttackJob attack(AttackTask task) {
    return attacks.get(task.key());
  }

  ClassifyJob classification(ClassifyTask task) {
    return classifications.get(task.key());
  }

  private Job job(Task task) {
    List<TrainJob> before =
        task.after().stream()
            .filter(TrainTask.class::isInstance)
            .map(earlier -> trainings.get(earlier.key()))
            .toList();
    if (task instanceof TrainTask training) {
      return put(trainings, task, new TrainJob(training, before, context));
    }
    if (task instanceof GradientTask check) {
      return put(gradients, task, new GradientJob(check, before, context));
    }
    if (task instanceof AttackTask attack) {
      return put(attacks, task, new AttackJob(attack, before, context));
    }
    ClassifyTask classification = (ClassifyTask) task;
    return put(
        classifications,
        task,
        new ClassifyJob(
            classification, before, classification.attack().map(this::attack), context));
  }

  private static <J extends Job> J put(Map<Key, J> jobs, Task task, J job) {
    jobs.put(task.key(), job);
    return job;
  }

  private Job known(Task task) {
    if (task instanceof TrainTask training) {
      return training(training);
    }
    return task instanceof AttackTask attack ? attack(attack) : classification((ClassifyTask) task);
  }
}
