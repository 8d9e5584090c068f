package dev.gauntlet.harness.worker.message;

/**
 * The perturbed images are written.
 *
 * @param seconds inside the attack
 */
public record Perturbed(double seconds) implements Reply {}
