package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IdxReaderPropertyTest {
  private static final int LIMIT = 1 << 20;

  private final LabeledImages some = images(5, 4, 3, 1);

  @Property(tries = 300)
  void whatWasWrittenIsReadBack(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll long seed) {
    LabeledImages written = images(count, height, width, seed);

    LabeledImages read = read(packedImages(written), packedLabels(written));

    assertThat(read.sha256()).isEqualTo(written.sha256());
  }

  @Property
  void everyTruncationOfAFileIsRefused(
      @ForAll @IntRange(min = 1, max = 50) int count, @ForAll @IntRange(max = 1 << 20) int where) {
    LabeledImages written = images(count, 7, 5, count);
    byte[] images = packedImages(written);
    byte[] labels = packedLabels(written);

    int cut = where % images.length;
    assertRefusedAt(cut, Arrays.copyOf(images, cut), labels);
    cut = where % labels.length;
    assertRefusedAt(cut, images, Arrays.copyOf(labels, cut));
  }

  @Property
  void everyTruncationOfTheContentIsRefusedWhereItEnds(@ForAll @IntRange(max = 75) int cut) {
    byte[] content = IdxFiles.images(some);
    assertThat(content).hasSize(76);

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> read(IdxFiles.gzip(Arrays.copyOf(content, cut)), packedLabels(some)))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(cut));
  }

  @Property
  void everyExtensionIsRefusedWhereItBegins(@ForAll @Size(min = 1, max = 40) byte[] more) {
    byte[] content = IdxFiles.images(some);
    byte[] packed = IdxFiles.gzip(content);

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> read(IdxFiles.gzip(join(content, more)), packedLabels(some)))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(content.length));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> read(join(packed, more), packedLabels(some)))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(packed.length));
  }

  @Property
  void aFlippedBitIsRefusedOrChangesNothing(
      @ForAll @IntRange(max = 1 << 20) int where, @ForAll @IntRange(max = 7) int bit) {
    byte[] images = packedImages(some);
    images[where % images.length] ^= (byte) (1 << bit);

    try {
      assertThat(read(images, packedLabels(some)).sha256()).isEqualTo(some.sha256());
    } catch (MalformedFileException e) {
      assertThat(e.offset()).isBetween(0L, (long) images.length);
    }
  }

  private static void assertRefusedAt(int cut, byte[] images, byte[] labels) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> read(images, labels))
        // With fewer than its two magic bytes it is no gzip file from its start.
        .satisfies(e -> assertThat(e.offset()).isEqualTo(cut < 2 ? 0 : cut));
  }

  private static LabeledImages read(byte[] images, byte[] labels) {
    return IdxReader.parse(
        new UnpackedFile("images.gz", Gzip.unpack("images.gz", images, LIMIT)),
        new UnpackedFile("labels.gz", Gzip.unpack("labels.gz", labels, LIMIT)),
        10,
        count -> IdxReader.numbered("some", count));
  }

  private static LabeledImages images(int count, int height, int width, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * height * width];
    random.nextBytes(pixels);
    return new LabeledImages(
        new ImageShape(1, height, width),
        10,
        pixels,
        random.ints(count, 0, 10).toArray(),
        IdxReader.numbered("some", count));
  }

  private static byte[] packedImages(LabeledImages images) {
    return IdxFiles.gzip(IdxFiles.images(images));
  }

  private static byte[] packedLabels(LabeledImages images) {
    return IdxFiles.gzip(IdxFiles.labels(images));
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
