package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  @TempDir private Path folder;

  @Test
  void greyValuesAreKept() throws IOException {
    BufferedImage image = written(new Picture(1, 2, 3, new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}));

    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    int[] samples = image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null);
    assertThat(samples).containsExactly(0, 51, 102, 153, 204, 255);
  }

  @Test
  void threeChannelsAreRedGreenAndBlue() throws IOException {
    BufferedImage image = written(new Picture(3, 1, 2, new float[] {1, 0, 0, 0.2f, 0, 1}));

    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xff0000);
    assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0x0033ff);
  }

  @Test
  void theDifferenceIsAmplifiedAroundMidGrey() throws IOException {
    Picture clean = new Picture(1, 1, 3, new float[] {0.5f, 0.5f, 0.5f});
    Picture perturbed = new Picture(1, 1, 3, new float[] {0.5f, 0.6f, 0.4f});

    int[] samples =
        written(perturbed.differenceFrom(clean))
            .getRaster()
            .getSamples(0, 0, 3, 1, 0, (int[]) null);

    assertThat(samples).containsExactly(128, 255, 0);
  }

  @Test
  void noDifferenceIsMidGrey() throws IOException {
    Picture clean = new Picture(1, 1, 1, new float[] {0.9f});

    assertThat(written(clean.differenceFrom(clean)).getRaster().getSample(0, 0, 0)).isEqualTo(128);
  }

  private BufferedImage written(Picture picture) throws IOException {
    Path file = folder.resolve("picture.png");
    picture.writePng(file);
    return ImageIO.read(file.toFile());
  }
}
