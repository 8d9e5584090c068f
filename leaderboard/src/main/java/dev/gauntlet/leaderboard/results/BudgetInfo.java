package dev.gauntlet.leaderboard.results;

/**
 * What an attack may change.
 *
 * @param norm {@code Linf}, {@code L2} or {@code L0}
 * @param epsilon radius, in units of pixel values from 0 to 1
 */
public record BudgetInfo(String norm, double epsilon) {
  public BudgetInfo {
    Require.oneOf("norm", norm, "Linf", "L2", "L0");
    Require.measure("epsilon", epsilon);
  }
}
