package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A trained defense, ready to classify. Not thread-safe; closing it frees its native memory. */
public interface DefendedModel extends AutoCloseable {
  /**
   * Classifies a batch through the whole defense.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @return one answer for every image, attached to the manager of {@code images}
   */
  Prediction predict(NDArray images);

  /**
   * The white-box view: gradients through the whole defense, preprocessors and denoisers included.
   * Empty if there is none; the defense then has no white-box column, and its page says so.
   */
  Optional<Differentiable> differentiable();

  /**
   * The model behind a preprocessor or denoiser, without it: what an <em>oblivious</em> attacker
   * sees. Empty where the defense is the model itself.
   */
  default Optional<Differentiable> protectedModel() {
    return Optional.empty();
  }

  /** What it rejects images by. Empty where it rejects none. */
  default Optional<Detector> detector() {
    return Optional.empty();
  }

  /** What its layers make of images. Empty where it does not show them. */
  default Optional<Layers> layers() {
    return Optional.empty();
  }

  @Override
  void close();
}
