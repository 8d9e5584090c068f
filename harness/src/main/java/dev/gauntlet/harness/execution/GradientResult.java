package dev.gauntlet.harness.execution;

import dev.gauntlet.toolkit.gradient.GradientReport;
import java.util.Optional;

/**
 * What is known of a source's gradients.
 *
 * @param report what the check found; empty where it failed and where there are no gradients
 * @param error why the check failed, if it did
 */
public record GradientResult(Optional<GradientReport> report, Optional<String> error) {}
