package dev.gauntlet.harness.scoring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a run saw: the scorer's input.
 *
 * @param images the clean images, in the order that everything else refers to
 * @param attacks every attack of the suite
 * @param defenses every defense, with its answers on the clean images
 * @param cells one for every pair of a defense and an attack, whatever became of it
 */
public record Observations(
    List<Truth> images,
    List<AttackRecord> attacks,
    List<DefenseRecord> defenses,
    List<CellRecord> cells) {

  /**
   * Checks that every pair has its cell and every cell accounts for every image.
   *
   * @throws IllegalArgumentException if not: the run lost something
   */
  public Observations {
    images = List.copyOf(images);
    attacks = List.copyOf(attacks);
    defenses = List.copyOf(defenses);
    cells = List.copyOf(cells);
    for (DefenseRecord defense : defenses) {
      accountFor(images.size(), defense.answers().size(), defense.id() + " on the clean images");
    }
    Set<List<String>> pairs = new HashSet<>();
    for (DefenseRecord defense : defenses) {
      for (AttackRecord attack : attacks) {
        pairs.add(List.of(defense.id(), attack.id()));
      }
    }
    for (CellRecord cell : cells) {
      if (!pairs.remove(List.of(cell.defense(), cell.attack()))) {
        throw new IllegalArgumentException(
            "the cell of " + cell.defense() + " under " + cell.attack() + " is unknown or twice");
      }
      if (cell.notApplicable().isEmpty()) {
        accountFor(
            images.size(), cell.answers().size(), cell.defense() + " under " + cell.attack());
      }
    }
    if (!pairs.isEmpty()) {
      throw new IllegalArgumentException("there is no cell for " + pairs);
    }
  }

  private static void accountFor(int images, int answers, String where) {
    if (images != answers) {
      throw new IllegalArgumentException(
          where + ": " + answers + " answers for " + images + " images");
    }
  }
}
