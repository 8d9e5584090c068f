package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.store.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of work of a plan. Two tasks with one key are the same task. */
public sealed interface Task permits TrainTask, GradientTask, AttackTask, ClassifyTask {
  /** Tells tasks of a plan apart. */
  Key key();

  /** In a few words, for people. */
  String title();

  /** The tasks whose results it needs. */
  List<Task> after();

  /** Tasks and all that they need, each once and after those it needs. */
  static List<Task> inOrder(List<? extends Task> wanted) {
    Map<Key, Task> ordered = new LinkedHashMap<>();
    wanted.forEach(task -> add(task, ordered));
    return List.copyOf(ordered.values());
  }

  private static void add(Task task, Map<Key, Task> ordered) {
    if (!ordered.containsKey(task.key())) {
      task.after().forEach(before -> add(before, ordered));
      ordered.put(task.key(), task);
    }
  }
}
