package dev.gauntlet.harness.engine;

import dev.gauntlet.engines.Verdict;
import dev.gauntlet.harness.device.Placement;

/**
 * Where models run, on an engine that was found to be right there.
 *
 * @param placement with the environment in which the engine is right
 * @param verdict what was tested and found
 */
public record TrustedPlacement(Placement placement, Verdict verdict) {}
