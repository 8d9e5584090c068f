package dev.gauntlet.harness.worker.message;

import dev.gauntlet.harness.suite.Access;

/**
 * Asks whether a model's gradients are those of its function.
 *
 * @param access white-box for the whole model, oblivious for what is behind its preprocessor
 * @param seed of the directions
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W), {@code labels} int64 (N)
 */
public record CheckGradients(ModelFiles model, Access access, long seed, String input)
    implements Request {}
