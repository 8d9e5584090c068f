package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;

/** The change of variable x = (tanh w + 1)/2: any w is an image in the pixel range. */
final class TanhSpace {
  // Black and white lie at infinity, and the further from 0 a pixel starts, the longer Adam takes
  // to
  // bring it back to where a step moves it: at a rate of 0.05 about 145 steps from the 0.999999 of
  // the authors' code, who take 10,000, and 76 from here.
  private static final double INSIDE = 0.999;

  private TanhSpace() {}

  /** w of images, in their manager. */
  static NDArray of(NDArray images) {
    float[] values = images.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      double tanh = (2.0 * values[i] - 1) * INSIDE;
      values[i] = (float) (0.5 * Math.log((1 + tanh) / (1 - tanh)));
    }
    return images.getManager().create(values, images.getShape());
  }

  /** The images of w, in its manager. */
  static NDArray images(NDArray w) {
    return w.tanh().addi(1).muli(0.5);
  }

  /** dx/dw at images, in their manager. */
  static NDArray slope(NDArray images) {
    return images.sub(1).neg().muli(images).muli(2);
  }
}
