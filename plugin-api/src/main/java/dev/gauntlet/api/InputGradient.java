package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/**
 * A gradient, with the logits that the same forward pass gave.
 *
 * @param gradient (N,C,H,W), float32: ∂(Σ loss)/∂images
 * @param logits (N,K), float32, at the images
 */
public record InputGradient(NDArray gradient, NDArray logits) implements AutoCloseable {
  @Override
  public void close() {
    gradient.close();
    logits.close();
  }
}
