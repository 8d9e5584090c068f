package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class DatasetFileTest {
  private static final byte[] CONTENT =
      "content ".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final byte[] PUBLISHED = IdxFiles.gzip(CONTENT);
  private static final byte[] COMPRESSED_OTHERWISE =
      IdxFiles.gzip(CONTENT, Deflater.NO_COMPRESSION);

  private final DatasetFile byContent =
      new DatasetFile("some.tar.gz", CONTENT.length, Sha256.hex(CONTENT), List.of());
  private final DatasetFile byFile =
      new DatasetFile(
          "some.tar.gz",
          PUBLISHED.length,
          Sha256.hex(PUBLISHED),
          DatasetFile.Checked.FILE,
          List.of());

  @Test
  void unpacksWhatIsAsPublished() {
    assertThat(byContent.check("here", PUBLISHED).content()).isEqualTo(CONTENT);
    assertThat(byContent.check("here", COMPRESSED_OTHERWISE).content()).isEqualTo(CONTENT);
    assertThat(byFile.check("here", PUBLISHED).content()).isEqualTo(CONTENT);
  }

  @Test
  void refusesAnotherFileWithTheSameContentWhereTheFileIsChecked() {
    assertRefused(
        COMPRESSED_OTHERWISE,
        PUBLISHED.length,
        String.format(
            Locale.ROOT,
            "expected %d bytes with SHA-256 %s",
            PUBLISHED.length,
            Sha256.hex(PUBLISHED)),
        String.format(
            Locale.ROOT,
            "found %d with %s",
            COMPRESSED_OTHERWISE.length,
            Sha256.hex(COMPRESSED_OTHERWISE)));
  }

  @Test
  void refusesAFileThatIsCutOffOversizedOrChanged() {
    assertRefused(Arrays.copyOf(PUBLISHED, 30), 30, "found 30 with");
    assertRefused(
        Arrays.copyOf(PUBLISHED, PUBLISHED.length + 1), PUBLISHED.length, "other file than");
    byte[] changed = PUBLISHED.clone();
    changed[20] ^= 1;
    assertRefused(changed, 0, "other file than published", "Fetch it again");
  }

  @Test
  void takesNoMoreFromAMirrorThanTheFileHas() {
    assertThat(byFile.mostPacked()).isEqualTo(PUBLISHED.length);
    assertThat(byContent.mostPacked()).isGreaterThan(COMPRESSED_OTHERWISE.length);
  }

  private void assertRefused(byte[] read, long offset, String... parts) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> byFile.check("here", read))
        .withMessageContaining(String.format(Locale.ROOT, "here, byte %d: ", offset))
        .withMessageContainingAll(parts);
  }
}
