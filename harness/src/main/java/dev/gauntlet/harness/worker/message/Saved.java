package dev.gauntlet.harness.worker.message;

/**
 * A training's state is complete in {@code <Train.snapshots>/<number>}.
 *
 * @param number counts from 1
 * @param seconds since this process began the training
 */
public record Saved(int number, double seconds) implements Interim {}
