package dev.gauntlet.harness.plan;

/** One defense under one attack. */
public record PlannedCell(PlannedDefense defense, PlannedAttack attack, ClassifyTask task) {
  /** The attack's side of it. */
  public AttackTask attackTask() {
    return task.attack().orElseThrow();
  }
}
