package dev.gauntlet.leaderboard;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Sample images of 28 × 28 grey pixels: a seven-segment digit, and noise on it. */
final class Strokes {
  private static final int SIZE = 28;

  /** Bits of the segments, from the top one clockwise, the middle one last. */
  private static final int[] DIGITS = {
    0b0111111, 0b0000110, 0b1011011, 0b1001111, 0b1100110, 0b1101101, 0b1111101, 0b0000111,
    0b1111111, 0b1101111
  };

  private static final int[][] SEGMENTS = {
    {9, 5, 19, 5},
    {19, 5, 18, 14},
    {18, 14, 17, 23},
    {7, 23, 17, 23},
    {8, 14, 7, 23},
    {9, 5, 8, 14},
    {8, 14, 18, 14}
  };

  private final BufferedImage clean = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
  private final long seed;

  Strokes(int digit, long seed) {
    this.seed = seed;
    Graphics2D graphics = clean.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < SEGMENTS.length; i++) {
      if ((DIGITS[digit] >> i & 1) == 1) {
        graphics.drawLine(SEGMENTS[i][0], SEGMENTS[i][1], SEGMENTS[i][2], SEGMENTS[i][3]);
      }
    }
    graphics.dispose();
  }

  void clean(Path file) throws IOException {
    ImageIO.write(clean, "png", file.toFile());
  }

  void perturbed(Path file, double radius) throws IOException {
    write(file, radius, false);
  }

  void difference(Path file, double radius) throws IOException {
    write(file, radius, true);
  }

  private void write(Path file, double radius, boolean difference) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int before = clean.getRaster().getSample(x, y, 0);
        int step = (int) Math.round(255 * radius) * (random.nextInt(3) - 1);
        int after = Math.max(0, Math.min(255, before + step));
        image.getRaster().setSample(x, y, 0, difference ? 128 + (after - before) / 2 : after);
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
