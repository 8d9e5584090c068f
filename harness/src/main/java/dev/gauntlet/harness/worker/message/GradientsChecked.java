package dev.gauntlet.harness.worker.message;

import dev.gauntlet.toolkit.gradient.GradientReport;

/**
 * What a check of gradients found.
 *
 * @param seconds it took
 */
public record GradientsChecked(GradientReport report, double seconds) implements Reply {}
