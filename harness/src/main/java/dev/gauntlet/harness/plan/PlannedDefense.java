package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.InstalledDefense;

/**
 * A defense of a plan.
 *
 * @param id its id in the suite
 * @param clean its classification of the clean images
 */
public record PlannedDefense(
    String id, InstalledDefense defense, Checkpoint checkpoint, ClassifyTask clean) {}
