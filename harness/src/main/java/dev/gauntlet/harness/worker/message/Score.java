package dev.gauntlet.harness.worker.message;

/**
 * Asks a defense for its logits.
 *
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W)
 */
public record Score(ModelFiles model, String input) implements Request {}
