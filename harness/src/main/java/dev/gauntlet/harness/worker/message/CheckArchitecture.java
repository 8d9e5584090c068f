package dev.gauntlet.harness.worker.message;

/**
 * Asks whether the engine's gradients of one of the toolkit's networks, untrained, are those of its
 * function.
 *
 * @param seed of weights, images and directions
 */
public record CheckArchitecture(String architecture, long seed) implements Request {}
