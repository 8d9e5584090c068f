package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  private static final byte[] IMAGES =
      IdxFiles.idx(0x0803, new int[] {2, 1, 3}, new byte[] {0, 1, 2, 3, 4, (byte) 255});
  private static final byte[] LABELS = IdxFiles.idx(0x0801, new int[] {2}, new byte[] {9, 0});

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeAPairThatIsFine() throws IOException {
    images = Files.write(folder.resolve("images.gz"), IdxFiles.gzip(IMAGES));
    labels = Files.write(folder.resolve("labels.gz"), IdxFiles.gzip(LABELS));
  }

  @Test
  void readsImagesLabelsAndNumbersThem() {
    LabeledImages read = IdxReader.read(images, labels, 10, "t10k");

    assertThat(read.shape()).isEqualTo(new ImageShape(1, 1, 3));
    assertThat(read.image(1)).containsExactly(3, 4, 255);
    assertThat(read.labels()).containsExactly(9, 0);
    assertThat(read.ids()).containsExactly("t10k-00000", "t10k-00001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "tr-TR"})
  void numbersThemAlikeInEveryLocale(String language) {
    InLocale.run(
        language,
        () -> {
          assertThat(IdxReader.read(images, labels, 10, "t10k").ids())
              .containsExactly("t10k-00000", "t10k-00001");
          assertThat(new ImageShape(1, 28, 28)).hasToString("1x28x28");
        });
  }

  @Test
  void refusesAFileThatIsNotGzip() throws IOException {
    Files.write(images, IMAGES);
    assertRefused(images, 0, "not a gzip file: expected it to start with 1f8b, found 0000");

    Files.write(images, new byte[0]);
    assertRefused(images, 0, "found an empty file");
  }

  @Test
  void refusesAGzipStreamThatIsCutOff() throws IOException {
    byte[] packed = IdxFiles.gzip(IMAGES);
    Files.write(images, Arrays.copyOf(packed, packed.length - 9));

    assertRefused(images, packed.length - 9, "cut off");
  }

  @Test
  void refusesADamagedGzipStream() throws IOException {
    byte[] packed = IdxFiles.gzip(IMAGES);
    packed[packed.length - 8] ^= 1; // its checksum
    Files.write(images, packed);
    assertRefused(images, packed.length - 8, "damaged: Corrupt GZIP trailer");

    packed[2] = 7; // compression method
    Files.write(images, packed);
    assertRefused(images, 2, "the gzip header is damaged");
  }

  @Test
  void refusesBytesAfterTheGzipStream() throws IOException {
    byte[] packed = IdxFiles.gzip(LABELS);
    Files.write(labels, Arrays.copyOf(packed, packed.length + 3));

    assertRefused(labels, packed.length, "oversized", "found 3 more bytes");
  }

  @Test
  void refusesTruncatedContent() throws IOException {
    Files.write(images, IdxFiles.gzip(Arrays.copyOf(IMAGES, 20)));
    assertRefused(images, 20, "truncated: expected 22 bytes, found 20");

    Files.write(images, IdxFiles.gzip(Arrays.copyOf(IMAGES, 10)));
    assertRefused(images, 10, "truncated: expected a header of 16 bytes, found 10");
  }

  @Test
  void refusesOversizedContent() throws IOException {
    Files.write(labels, IdxFiles.gzip(Arrays.copyOf(LABELS, 11)));

    assertRefused(labels, 10, "oversized: expected 10 bytes, found 11");
  }

  @Test
  void refusesAnotherMagicNumber() throws IOException {
    Files.write(images, IdxFiles.gzip(LABELS));

    assertRefused(images, 0, "expected 00000803, found 00000801", "not swapped");
  }

  @Test
  void refusesMoreLabelsThanImages() throws IOException {
    Files.write(labels, IdxFiles.gzip(IdxFiles.idx(0x0801, new int[] {3}, new byte[3])));

    assertRefused(labels, 4, "expected 2 labels", images.toString(), "found 3");
  }

  @Test
  void refusesALabelThatIsNoClass() throws IOException {
    Files.write(
        labels, IdxFiles.gzip(IdxFiles.idx(0x0801, new int[] {2}, new byte[] {0, (byte) 200})));

    assertRefused(labels, 9, "expected a label from 0 to 9, found 200");
  }

  @Test
  void refusesNoImagesAndSizesThatNoFileHas() throws IOException {
    Files.write(images, IdxFiles.gzip(IdxFiles.idx(0x0803, new int[] {0, 28, 28}, new byte[0])));
    assertRefused(images, 4, "images, found 0");

    Files.write(images, IdxFiles.gzip(IdxFiles.idx(0x0803, new int[] {2, -1, 3}, new byte[6])));
    assertRefused(images, 8, "rows, found 4294967295");

    int most = Integer.MAX_VALUE;
    Files.write(
        images, IdxFiles.gzip(IdxFiles.idx(0x0803, new int[] {most, 65535, 65535}, new byte[6])));
    assertRefused(images, 22, "truncated");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    Path missing = folder.resolve("none.gz");

    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> IdxReader.read(missing, labels, 10, "x"))
        .withMessageContaining(missing.toString())
        .withMessageContaining("NoSuchFileException");
  }

  private void assertRefused(Path file, long offset, String... parts) {
    ThrowableAssertAlternative<MalformedFileException> refusal =
        assertThatExceptionOfType(MalformedFileException.class)
            .isThrownBy(() -> IdxReader.read(images, labels, 10, "x"))
            .withMessageContaining(file + ", byte " + offset)
            .withMessageContainingAll(parts);
    refusal.satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }
}
