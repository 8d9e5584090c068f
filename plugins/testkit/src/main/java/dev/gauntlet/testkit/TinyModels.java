package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.toolkit.gradient.Network;

/**
 * Classifiers of {@link TinyImages} with fixed weights, the same on every engine: they need no
 * training and are right on nearly all of the images.
 */
public final class TinyModels {
  private static final int PIXELS = 64;
  private static final int FILTERS = 4;

  private TinyModels() {}

  /**
   * Logits linear in the image, whose gradients and strongest perturbations are known: z = W·x with
   * {@link #linearWeights()}.
   */
  public static Network linear(NDManager manager) {
    Network network =
        new Network(
            manager,
            new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(TinyImages.CLASSES).build()),
            TinyImages.SHAPE,
            0);
    set(network, 0, linearWeights());
    return network;
  }

  /** W of {@link #linear}, (K, C·H·W), row by row; no value is 0, no two columns are alike. */
  public static float[] linearWeights() {
    float[] weights = new float[TinyImages.CLASSES * PIXELS];
    for (int i = 0; i < weights.length; i++) {
      double own = TinyImages.quadrant(i % PIXELS) == i / PIXELS ? 1 : -0.4;
      weights[i] = (float) (own * (1 + 0.3 * Math.sin(1 + 0.7 * i)));
    }
    return weights;
  }

  /**
   * The strongest L∞ perturbation of images against {@link #linear}: each pixel at the end of its
   * range that raises every other logit more than the label's. Whichever loss an untargeted attack
   * climbs, it must end there.
   *
   * @param epsilon radius of the ball
   * @return (N,C,H,W) in one row, NaN where the best end depends on the loss
   */
  public static float[] linearOptimum(ImageBatch clean, double epsilon) {
    float[] weights = linearWeights();
    float[] optimum = clean.images().toFloatArray();
    long[] labels = clean.labels().toLongArray();
    for (int i = 0; i < optimum.length; i++) {
      int pixel = i % PIXELS;
      int label = (int) labels[i / PIXELS];
      double direction = 0;
      for (int k = 0; k < TinyImages.CLASSES; k++) {
        direction += Math.signum(weights[k * PIXELS + pixel] - weights[label * PIXELS + pixel]);
      }
      boolean agreed = Math.abs(direction) == TinyImages.CLASSES - 1;
      double end = Math.min(1, Math.max(0, optimum[i] + epsilon * Math.signum(direction)));
      optimum[i] = agreed ? (float) end : Float.NaN;
    }
    return optimum;
  }

  /** Convolution, max-pooling, ReLU and a dense layer. */
  public static Network convolutional(NDManager manager) {
    Network network =
        new Network(
            manager,
            new SequentialBlock()
                .add(
                    Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .setFilters(FILTERS)
                        .build())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Activation::relu)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(TinyImages.CLASSES).build()),
            TinyImages.SHAPE,
            0);
    set(network, 0, filters());
    set(network, 2, dense());
    return network;
  }

  // Near to a blur: the centre weighs most.
  private static float[] filters() {
    float[] weights = new float[FILTERS * 9];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) ((i % 9 == 4 ? 0.6 : 0.1) + 0.1 * Math.sin(2 + 1.3 * i));
    }
    return weights;
  }

  // Each class adds up its own quadrant of the pooled 4×4 maps.
  private static float[] dense() {
    float[] weights = new float[TinyImages.CLASSES * FILTERS * 16];
    for (int i = 0; i < weights.length; i++) {
      int cell = i % 16;
      int quadrant = cell / 8 * 2 + cell % 4 / 2;
      double own = quadrant == i / (FILTERS * 16) ? 1 : -0.3;
      weights[i] = (float) (own * (1 + 0.3 * Math.cos(1 + 0.9 * i)));
    }
    return weights;
  }

  private static void set(Network network, int parameter, float[] values) {
    network.parameters().get(parameter).getValue().getArray().set(values);
  }
}
