package dev.gauntlet.harness.worker.message;

/**
 * Asks a worker how fast its engine takes gradient steps: D1 with random weights on random images.
 *
 * @param batch images per step
 * @param seconds to go on for, at least
 */
public record Probe(int batch, double seconds) implements Request {}
