package dev.gauntlet.harness.worker.message;

/**
 * Asks a defense about a batch, and tells it nothing but the images.
 *
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W)
 */
public record Classify(ModelFiles model, String input) implements Request {}
