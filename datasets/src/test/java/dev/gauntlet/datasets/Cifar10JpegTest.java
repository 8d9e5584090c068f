package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10JpegTest {
  private static final String NAME = "cifar10-jpeg";

  @TempDir Path noHome;

  @Test
  void saysThatItCannotBeDownloadedAndHowElseToGetIt() {
    DatasetStore store = new DatasetStore(noHome);

    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.pull(NAME, PullProgress.SILENT))
        .withMessage(
            "cifar10-jpeg.tar.gz of cifar10-jpeg has no public address. It cannot be downloaded: run"
                + " `harness datasets pull cifar10-jpeg --from DIR` with the folder that has"
                + " cifar10-jpeg.tar.gz; datasets/README.md says how to make it.");
    assertThatExceptionOfType(MissingDatasetException.class)
        .isThrownBy(() -> store.load(NAME, Split.TEST))
        .withMessageContaining("pull cifar10-jpeg --from DIR");
  }

  // Real files: the pixels are those of the decoder in OpenJDK 17 and 25. Results name the hash of
  // their
  // images, so that another decoder shows.
  @Test
  void isDecodedToThePixelsThatResultsAreKeyedBy() {
    LabeledImages test = PulledData.with(NAME).load(NAME, Split.TEST);

    assertThat(test.count()).isEqualTo(10_000);
    assertThat(test.first(1000).labels())
        .isEqualTo(IntStream.range(0, 1000).map(i -> i % 10).toArray());
    assertThat(test.sha256())
        .isEqualTo("36cf7d9891a2f28152dd210bae29d3549c6ad4f8c6ded3a9aa837e846509e268");
  }

  @Test
  void hasTheMomentsOfTheTrainingImages() {
    LabeledImages train = PulledData.with(NAME).load(NAME, Split.TRAIN);

    assertThat(train.count()).isEqualTo(50_000);
    double[] mean = {0.4913, 0.4821, 0.4465};
    double[] deviation = {0.2452, 0.2428, 0.2606};
    for (int channel = 0; channel < 3; channel++) {
      double[] moments = moments(train, channel);
      assertThat(moments[0]).isCloseTo(mean[channel], within(5e-5));
      assertThat(moments[1]).isCloseTo(deviation[channel], within(5e-5));
    }
    assertThat(train.sha256())
        .isEqualTo("c96ce9b3327f0b039ed8398ff0f64ab881f723f18bc2fbda33d3bb8fa42311a2");
  }

  /** Mean and standard deviation of pixel / 255. */
  private static double[] moments(LabeledImages images, int channel) {
    ByteBuffer pixels = images.pixels();
    int plane = images.height() * images.width();
    double sum = 0;
    double squares = 0;
    for (int image = 0; image < images.count(); image++) {
      int start = (image * images.channels() + channel) * plane;
      for (int i = start; i < start + plane; i++) {
        double value = Byte.toUnsignedInt(pixels.get(i)) / 255.0;
        sum += value;
        squares += value * value;
      }
    }
    double count = (double) images.count() * plane;
    return new double[] {sum / count, Math.sqrt(squares / count - Math.pow(sum / count, 2))};
  }
}
