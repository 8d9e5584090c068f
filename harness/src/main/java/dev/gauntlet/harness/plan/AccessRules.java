package dev.gauntlet.harness.plan;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;

/** Whether an attack can do what a suite wants of it. */
final class AccessRules {
  private AccessRules() {}

  /**
   * Checks access, goal and norm.
   *
   * @throws PlanException if the attack needs to know more than its access grants, or cannot aim or
   *     measure as the suite does
   */
  static void check(AttackEntry entry, AttackDescriptor attack, Budget budget) {
    Knowledge granted = granted(entry.access());
    if (attack.needs().compareTo(granted) > 0) {
      throw new PlanException(
          "attack '%s' needs %s of its source, access '%s' grants %s; give it another access"
              .formatted(entry.id(), word(attack.needs()), entry.access().word(), word(granted)));
    }
    Goal goal = entry.targeted() ? Goal.TARGETED : Goal.UNTARGETED;
    if (!attack.goals().contains(goal)) {
      throw new PlanException(
          "attack '%s' cannot run %s: %s only knows %s"
              .formatted(
                  entry.id(),
                  word(goal),
                  attack.id(),
                  attack.goals().stream().map(AccessRules::word).toList()));
    }
    if (!attack.norms().contains(budget.norm())) {
      throw new PlanException(
          "attack '%s' cannot keep a budget in %s: %s only knows %s"
              .formatted(entry.id(), budget.norm(), attack.id(), attack.norms()));
    }
  }

  private static Knowledge granted(Access access) {
    return switch (access) {
      case WHITE_BOX, OBLIVIOUS, TRANSFER -> Knowledge.GRADIENTS;
      case QUERY -> Knowledge.SCORES;
      case NONE -> Knowledge.NONE;
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
