package dev.gauntlet.harness.worker.message;

/**
 * Asks what a plugin offers.
 *
 * @param jar its path
 */
public record Describe(String jar) implements Request {}
