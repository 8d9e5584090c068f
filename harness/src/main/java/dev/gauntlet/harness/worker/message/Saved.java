package dev.gauntlet.harness.worker.message;

/**
 * A training's state is complete in {@code <Train.snapshots>/<number>}.
 *
 * @param number counts from 1
 */
public record Saved(int number) implements Interim {}
