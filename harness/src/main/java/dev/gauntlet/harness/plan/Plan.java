package dev.gauntlet.harness.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a suite asks for.
 *
 * @param slice the images
 * @param cells every attack on every defense
 * @param gradients the checks of the models that attacks take gradients from, each once
 * @param batch images that an attack or a defense sees at once
 */
public record Plan(
    Slice slice,
    List<PlannedDefense> defenses,
    List<PlannedAttack> attacks,
    List<PlannedCell> cells,
    List<GradientTask> gradients,
    int batch) {
  public Plan {
    defenses = List.copyOf(defenses);
    attacks = List.copyOf(attacks);
    cells = List.copyOf(cells);
    gradients = List.copyOf(gradients);
  }

  /** The same with batches of another size. */
  public Plan withBatch(int images) {
    return new Plan(slice, defenses, attacks, cells, gradients, images);
  }

  /** All tasks, each once and after those it needs. */
  public List<Task> tasks() {
    List<Task> wanted = new ArrayList<>();
    defenses.forEach(defense -> wanted.add(defense.clean()));
    wanted.addAll(gradients);
    cells.forEach(cell -> wanted.add(cell.task()));
    return Task.inOrder(wanted);
  }
}
