package dev.gauntlet.toolkit.denoisers;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.LateralConcatenation;
import dev.gauntlet.toolkit.layers.Residual;
import dev.gauntlet.toolkit.layers.Upsampling;
import java.util.List;

/**
 * The denoisers of "Defense against adversarial attacks using high-level representation guided
 * denoiser" (CVPR 2018), section 3.1 and figure 3: they predict the negative noise, and add it to
 * the image.
 */
public enum Denoiser {
  /** The denoising U-net: its way up sees the feature maps of its way down. */
  DUNET,
  /** The denoising auto-encoder: DUNET without the lateral connections. */
  DAE;

  /** The paper's widths, for ImageNet; scale them to the data set. */
  public static final List<Integer> PAPER_WIDTHS = List.of(64, 128, 256, 256, 256);

  /**
   * Builds the network, not yet initialized.
   *
   * @param image (C,H,W)
   * @param widths channels of the blocks on the way down: the first at full resolution, each other
   *     at half the one before, rounded up; the way up has the same, except the last
   * @return layers that map (N,C,H,W) to denoised images (N,C,H,W), which may leave [0, 1] a little
   * @throws GauntletException if the image is not (C,H,W), or there are fewer than two widths
   */
  public Block block(Shape image, List<Integer> widths) {
    if (image.dimension() != 3) {
      throw new GauntletException("denoiser: the image shape must be (C,H,W), got " + image);
    }
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new GauntletException(
          "denoiser: there must be at least 2 widths, each at least 1, got " + widths);
    }
    SequentialBlock negativeNoise = convolutions(new SequentialBlock(), 2, widths.get(0), 1);
    addLower(negativeNoise, image, widths, 0);
    return new Residual(negativeNoise.add(Convolutions.same((int) image.get(0), 1)));
  }

  // Down from one resolution to the next, through all that lies below, up again, and the
  // convolutions that join both.
  private void addLower(SequentialBlock block, Shape image, List<Integer> widths, int level) {
    if (level == widths.size() - 1) {
      return;
    }
    SequentialBlock deeper = convolutions(new SequentialBlock(), 3, widths.get(level + 1), 2);
    addLower(deeper, image, widths, level + 1);
    deeper.add(
        Upsampling.to(Upsampling.Mode.BILINEAR, side(image, 1, level), side(image, 2, level)));
    block.add(this == DUNET ? new LateralConcatenation(deeper) : deeper);
    convolutions(block, level == 0 ? 2 : 3, widths.get(level), 1);
  }

  // What halving, rounded up, leaves of a side.
  private static int side(Shape image, int axis, int level) {
    int side = (int) image.get(axis);
    for (int i = 0; i < level; i++) {
      side = (side + 1) / 2;
    }
    return side;
  }

  private static SequentialBlock convolutions(
      SequentialBlock block, int count, int filters, int stride) {
    Convolutions.addNormalized(block, filters, 3, stride);
    for (int i = 1; i < count; i++) {
      Convolutions.addNormalized(block, filters, 3, 1);
    }
    return block;
  }
}
