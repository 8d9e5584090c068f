package dev.gauntlet.harness.publish;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An image to look at. */
public final class Picture {
  private static final float MID_GREY = 0.5f;

  private final int channels;
  private final int height;
  private final int width;
  private final float[] pixels;

  /**
   * A picture of pixels that nobody changes any more.
   *
   * @param channels C: three are shown as RGB; of any other number the first is shown as grey
   * @param pixels (C,H,W) in [0, 1]
   */
  public Picture(int channels, int height, int width, float[] pixels) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** The change from a clean image to this one, as far from mid grey as eyes can see. */
  public Picture differenceFrom(Picture clean) {
    float largest = 0;
    for (int i = 0; i < pixels.length; i++) {
      largest = Math.max(largest, Math.abs(pixels[i] - clean.pixels[i]));
    }
    float gain = largest == 0 ? 0 : MID_GREY / largest;
    float[] shown = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      shown[i] = MID_GREY + gain * (pixels[i] - clean.pixels[i]);
    }
    return new Picture(channels, height, width, shown);
  }

  /** The picture as Java draws it, a pixel for every pixel. */
  public BufferedImage image() {
    boolean rgb = channels == 3;
    BufferedImage image =
        new BufferedImage(
            width, height, rgb ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    for (int band = 0; band < (rgb ? 3 : 1); band++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float value = pixels[(band * height + y) * width + x];
          raster.setSample(x, y, band, Math.round(255 * Math.max(0, Math.min(1, value))));
        }
      }
    }
    return image;
  }

  void writePng(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(image(), "png", out);
    }
  }
}
