package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the layers of a defense's classifier make of images, in evaluation mode; analyses compare it
 * for clean and perturbed images.
 */
public interface Layers {
  /** The layers' names, from the first to the logits. */
  List<String> names();

  /**
   * What every layer gives when the defense is shown the images, preprocessors and denoisers
   * included.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @return one array (N, …) for each of {@link #names}, attached to the manager of {@code images}
   */
  List<NDArray> activations(NDArray images);

  /**
   * What every layer gives when the classifier is shown the images as they are, without what the
   * defense puts before it. The same as {@link #activations} where it puts nothing there.
   *
   * @param images (N,C,H,W), float32, in [0, 1]; left unchanged
   * @return one array (N, …) for each of {@link #names}, attached to the manager of {@code images}
   */
  default List<NDArray> unprotected(NDArray images) {
    return activations(images);
  }
}
