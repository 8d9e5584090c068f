package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;

/**
 * A defense's answer for a batch.
 *
 * @param labels (N), int64: the class of each image
 * @param rejected (N), boolean: true where the defense calls the image adversarial instead of
 *     classifying it
 * @param logits (N,K), float32, where the defense has them; score-based attacks need them
 */
public record Prediction(NDArray labels, NDArray rejected, Optional<NDArray> logits)
    implements AutoCloseable {
  /**
   * The answer of a defense that never rejects: the class with the largest logit.
   *
   * @param logits (N,K), float32; kept
   */
  public static Prediction of(NDArray logits) {
    NDManager manager = logits.getManager();
    NDArray labels = logits.argMax(1);
    NDArray rejected = manager.create(new boolean[(int) logits.getShape().get(0)]);
    return new Prediction(labels, rejected, Optional.of(logits));
  }

  @Override
  public void close() {
    labels.close();
    rejected.close();
    logits.ifPresent(NDArray::close);
  }
}
