package dev.gauntlet.toolkit.generators;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.layers.Canvas;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.Upsampling;

/**
 * The generators of "A direct approach to robust deep learning using adversarial networks" (ICLR
 * 2019 submission), figure 4: what they give, times ε, is a perturbation inside the L∞ budget.
 *
 * <p>They work on 32×32; smaller images are padded with zeros, and the result cropped. A
 * deconvolution with stride 2 is an enlargement to the nearest pixel, then a 3×3 convolution.
 */
public enum Generator {
  /** G1: an auto-encoder, from the image. */
  G1,
  /** G2: a decoder, from Gaussian noise. */
  G2,
  /** G3: a decoder, from the one-hot label. */
  G3;

  private static final int SIDE = 32;
  private static final int CORE = SIDE / 4;
  private static final int RESIDUAL_BLOCKS = 6;

  /**
   * What the generator takes.
   *
   * @param k the width; the paper uses 8 and 64
   * @param image (C,H,W)
   * @param classes the number of labels
   * @return (C,H,W) for G1, (256k) for G2, (classes) for G3
   */
  public Shape inputShape(int k, Shape image, int classes) {
    return switch (this) {
      case G1 -> image;
      case G2 -> new Shape(CORE * CORE * 4L * k);
      case G3 -> new Shape(classes);
    };
  }

  /**
   * Builds the network, not yet initialized.
   *
   * @param k the width: the residual blocks have 4k filters
   * @param image (C,H,W), at most 32×32
   * @return layers that map (N, {@link #inputShape}…) to (N,C,H,W) in [−1, 1]
   * @throws GauntletException if the image is too large, or k below 1
   */
  public Block block(int k, Shape image) {
    if (k < 1) {
      throw new GauntletException("generator: the width k must be at least 1, got " + k);
    }
    if (image.dimension() != 3 || image.get(1) > SIDE || image.get(2) > SIDE) {
      throw new GauntletException(
          "generator: images must be (C,H,W) of at most " + SIDE + "×" + SIDE + ", got " + image);
    }
    SequentialBlock block = new SequentialBlock();
    switch (this) {
      case G1 -> encode(block, k);
      case G2 -> fold(block, k);
      case G3 -> fold(block.add(Linear.builder().setUnits(CORE * CORE * 4L * k).build()), k);
    }
    return decode(block, this == G1 ? 2 * k : 4 * k, k, image);
  }

  private static void encode(SequentialBlock block, int k) {
    block.add(new Canvas(SIDE, SIDE));
    Convolutions.addNormalized(block, k, 3, 1);
    Convolutions.addNormalized(block, k, 3, 2);
    Convolutions.addNormalized(block, 2 * k, 3, 2);
  }

  private static void fold(SequentialBlock block, int k) {
    block.addSingleton(vector -> vector.reshape(-1, 4L * k, CORE, CORE));
  }

  private static Block decode(SequentialBlock block, int inputs, int k, Shape image) {
    Convolutions.addResidual(block, inputs, 4 * k, 1);
    for (int i = 1; i < RESIDUAL_BLOCKS; i++) {
      Convolutions.addResidual(block, 4 * k, 4 * k, 1);
    }
    Convolutions.addNormalized(enlarge(block), 2 * k, 3, 1);
    Convolutions.addNormalized(enlarge(block), k, 3, 1);
    return block
        .add(Convolutions.same((int) image.get(0), 3))
        .add(Activation::tanh)
        .add(new Canvas((int) image.get(1), (int) image.get(2)));
  }

  private static SequentialBlock enlarge(SequentialBlock block) {
    return block.add(new Upsampling(Upsampling.Mode.NEAREST, 2));
  }
}
