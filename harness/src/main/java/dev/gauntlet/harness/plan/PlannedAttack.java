package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.suite.AttackEntry;
import java.util.Map;

/**
 * An attack of a plan.
 *
 * @param parameters checked and complete
 */
public record PlannedAttack(
    AttackEntry entry, InstalledAttack attack, Map<String, Object> parameters) {}
