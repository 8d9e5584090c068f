package dev.gauntlet.harness.worker.message;

import java.util.Optional;

/**
 * Asks a defense about a batch, and tells it nothing but the images.
 *
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W)
 * @param logits path for an NPZ: {@code logits} float32 (N,K); none where they are not asked for
 */
public record Classify(ModelFiles model, String input, Optional<String> logits)
    implements Request {}
