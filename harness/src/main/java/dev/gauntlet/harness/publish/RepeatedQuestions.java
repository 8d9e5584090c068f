package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Repeats;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.harness.plan.PlannedDefense;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Defenses whose answers are drawn at random, though they do not say so. */
public final class RepeatedQuestions {
  private RepeatedQuestions() {}

  /** What is wrong with the answers of defenses, one line each. */
  public static List<String> warnings(Plan plan, EvaluationResult result) {
    List<String> warnings = new ArrayList<>();
    for (PlannedDefense defense : plan.defenses()) {
      if (defense.defense().descriptor().randomized()) {
        continue;
      }
      int asked = 0;
      int different = 0;
      for (ClassifyTask task : tasks(plan, defense)) {
        Repeats repeats = result.repeats().getOrDefault(task, new Repeats(0, 0));
        asked += repeats.asked();
        different += repeats.different();
      }
      if (different > 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "defense '%s' answered otherwise on %d of %d images that it was shown twice, and"
                    + " does not say that it draws at random: attacks were not told to average over"
                    + " its draws, and its numbers are one draw",
                defense.id(),
                different,
                asked));
      }
    }
    return warnings;
  }

  private static List<ClassifyTask> tasks(Plan plan, PlannedDefense defense) {
    List<ClassifyTask> tasks = new ArrayList<>(List.of(defense.clean()));
    plan.cells().stream()
        .filter(cell -> cell.defense().equals(defense))
        .map(PlannedCell::task)
        .forEach(tasks::add);
    return tasks;
  }
}
