package dev.gauntlet.plugins.hopskipjump;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Oracle;
import java.util.Arrays;

/** The questions that one image may ask: is this variant adversarial? */
final class Questions {
  private final Oracle oracle;
  private final int position;
  private final boolean targeted;
  private final long label;
  private final Shape shape;
  private final NDManager manager;

  /**
   * The questions of the image at a position of the context's batch.
   *
   * @param labels of the whole batch
   * @param shape (C,H,W)
   */
  Questions(AttackContext context, NDArray labels, int position, Shape shape, NDManager manager) {
    this.oracle = context.decisions();
    this.position = position;
    this.targeted = context.targets().isPresent();
    this.label = context.targets().orElse(labels).toLongArray()[position];
    this.shape = shape;
    this.manager = manager;
  }

  /** How many are left. */
  long left() {
    return oracle.remaining(position);
  }

  /** Whether an image is adversarial: misclassified, or in a targeted run taken for its target. */
  boolean adversarial(float[] image) {
    return adversarial(new float[][] {image})[0];
  }

  /** The same for several images, one question each. */
  boolean[] adversarial(float[][] images) {
    float[] values = new float[images.length * images[0].length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, values, i * images[i].length, images[i].length);
    }
    int[] positions = new int[images.length];
    Arrays.fill(positions, position);
    try (NDManager scope = manager.newSubManager()) {
      NDArray batch = scope.create(values, new Shape(images.length).addAll(shape));
      NDArray answer = oracle.ask(batch, positions);
      answer.attach(scope);
      long[] labels = answer.toLongArray();
      boolean[] adversarial = new boolean[labels.length];
      for (int i = 0; i < labels.length; i++) {
        adversarial[i] = (labels[i] == label) == targeted;
      }
      return adversarial;
    }
  }
}
