package dev.gauntlet.harness.worker.message;

/**
 * How fast a worker was.
 *
 * @param imageSteps images × steps that it took
 * @param seconds in which it took them
 */
public record Probed(long imageSteps, double seconds) implements Reply {}
