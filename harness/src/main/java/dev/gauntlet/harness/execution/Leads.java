package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/** By how much a defense's logits put one class before the others, image by image. */
final class Leads {
  /**
   * What rounding can move two logits apart, relative to the largest of the image. Measured were
   * 3e-7 (docs/determinism.md); the rest is margin for deeper networks and other machines, and a
   * lead that means something is far larger.
   */
  private static final double ROUNDING = 1e-4;

  private final float[] logits;
  private final int classes;

  private Leads(float[] logits, int classes) {
    this.logits = logits;
    this.classes = classes;
  }

  /**
   * Takes logits as a worker gave them.
   *
   * @return empty if they are not float32 of shape (count, classes) and finite, or if they tie on
   *     more than one and on most of the images: such logits say nothing, and whoever gives them to
   *     have its answers excused is not
   */
  static Optional<Leads> of(NDArray logits, int count, int classes) {
    if (logits.getDataType() != DataType.FLOAT32
        || !logits.getShape().equals(new Shape(count, classes))) {
      return Optional.empty();
    }
    float[] values = logits.toFloatArray();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return Optional.empty();
      }
    }
    Leads leads = new Leads(values, classes);
    long ties = IntStream.range(0, count).filter(leads::isRounding).count();
    return ties > 1 && 2 * ties > count ? Optional.empty() : Optional.of(leads);
  }

  /** Whether rounding alone could put another class first on an image. */
  boolean isRounding(int image) {
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    double largest = 0;
    for (int k = image * classes; k < (image + 1) * classes; k++) {
      double logit = logits[k];
      largest = Math.max(largest, Math.abs(logit));
      if (logit > first) {
        second = first;
        first = logit;
      } else if (logit > second) {
        second = logit;
      }
    }
    return first - second <= ROUNDING * largest;
  }
}
