package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;

/**
 * Some images with their labels.
 *
 * @param images (B,C,H,W), float32, in [0, 1]
 * @param labels (B), int64
 */
public record ImageBatch(NDArray images, NDArray labels) implements AutoCloseable {
  @Override
  public void close() {
    images.close();
    labels.close();
  }
}
