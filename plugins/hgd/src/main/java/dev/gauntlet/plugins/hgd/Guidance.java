package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The loss of a denoiser before a target. The pipeline's layer 0 is the denoiser, and its layer i
 * the target's layer i − 1.
 */
final class Guidance {
  private static final int BATCH = 100;

  private final Guide guide;
  private final Network target;
  private final int classes;
  private final int layer;

  /** A loss by a guide; the target stays as it is. */
  Guidance(Guide guide, Network target, int classes) {
    this.guide = guide;
    this.target = target;
    this.classes = classes;
    this.layer =
        switch (guide) {
          case PIXELS -> 0;
          case FEATURES -> 1 + topFeatures(target);
          case LOGITS, LABELS -> target.frozenLayers().size();
        };
  }

  // The last layer that still has rows and columns.
  private static int topFeatures(Network target) {
    try (NDManager scope = target.manager().newSubManager()) {
      NDArray image = scope.zeros(new Shape(1).addAll(target.inputShape()));
      for (int i = target.frozenLayers().size() - 1; i > 0; i--) {
        Shape shape = target.activation(image, i).getShape();
        if (shape.dimension() == 4 && shape.get(2) * shape.get(3) > 1) {
          return i;
        }
      }
    }
    return 0;
  }

  /** The layer of the pipeline that the loss looks at. */
  int layer() {
    return layer;
  }

  /**
   * The loss of a batch, as a function of what the pipeline's {@link #layer} makes of the perturbed
   * images. What the target makes of the clean ones is computed here, outside any gradient.
   *
   * @param pairs of {@link PairedImages}
   * @return (B, …) → a scalar
   */
  UnaryOperator<NDArray> loss(ImageBatch pairs) {
    if (guide == Guide.LABELS) {
      LogitLoss crossEntropy = Losses.crossEntropy(pairs.labels(), classes);
      return logits -> crossEntropy.of(logits).mean();
    }
    NDArray clean = PairedImages.clean(pairs);
    NDArray expected = guide == Guide.PIXELS ? clean : target.activation(clean, layer - 1);
    return actual -> Guide.distance(actual, expected);
  }

  /** The mean loss of the pipeline over images, in evaluation mode. */
  double of(Network pipeline, TrainingImages pairs) {
    double sum = 0;
    for (int first = 0; first < pairs.size(); first += BATCH) {
      int[] indices = IntStream.range(first, Math.min(first + BATCH, pairs.size())).toArray();
      try (NDManager scope = pipeline.manager().newSubManager()) {
        ImageBatch batch = pairs.batch(scope, indices);
        NDArray actual = pipeline.activation(PairedImages.perturbed(batch), layer);
        sum += loss(batch).apply(actual).getFloat() * (double) indices.length;
      }
    }
    return sum / pairs.size();
  }
}
