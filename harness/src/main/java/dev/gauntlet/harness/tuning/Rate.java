package dev.gauntlet.harness.tuning;

/**
 * How fast an arrangement is.
 *
 * @param imageSteps images × gradient steps per second, all workers together
 */
public record Rate(Arrangement arrangement, double imageSteps) {}
