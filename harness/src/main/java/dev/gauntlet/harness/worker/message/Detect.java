package dev.gauntlet.harness.worker.message;

/**
 * Asks a defense how adversarial it takes images to be.
 *
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W)
 */
public record Detect(ModelFiles model, String input) implements Request {}
