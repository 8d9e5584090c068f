package dev.gauntlet.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TarTest {
  private static final String FILE = "some.tar.gz";
  private static final int RECORD = 512;

  private final byte[] archive = TarFiles.tar(files());

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("folder/", new byte[0]);
    files.put("folder/one.txt", "one".getBytes(UTF_8));
    files.put("folder/empty.txt", new byte[0]);
    files.put("folder/" + "long-".repeat(15) + ".txt", new byte[2 * RECORD + 1]);
    return files;
  }

  @Test
  void findsTheFilesAndTheirContent() {
    assertThat(members(archive))
        .containsExactly(
            new Tar.Member("folder/one.txt", 2 * RECORD, 3),
            new Tar.Member("folder/empty.txt", 4 * RECORD, 0),
            new Tar.Member("folder/" + "long-".repeat(15) + ".txt", 5 * RECORD, 2 * RECORD + 1));
    assertThat(new String(archive, 2 * RECORD, 3, UTF_8)).isEqualTo("one");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() {
    assertRefused(cut(7 * RECORD), 7 * RECORD, "truncated: expected 1025 bytes of folder/long-");
    assertRefused(cut(8 * RECORD), 8 * RECORD, "truncated: expected the record that ends");
    assertRefused(cut(3 * RECORD + 100), 3 * RECORD + 100, "truncated");
    assertRefused(new byte[0], 0, "truncated");
  }

  @Test
  void refusesWhatIsNoArchive() {
    byte[] text = "This is no archive. ".repeat(100).getBytes(UTF_8);

    assertRefused(text, 0, "no header of a tar member", "Check that this is a tar archive");
  }

  @Test
  void refusesADamagedHeader() {
    archive[3 * RECORD] ^= 1; // in the name

    assertRefused(archive, 3 * RECORD, "its checksum is wrong");
  }

  private byte[] cut(int length) {
    return Arrays.copyOf(archive, length);
  }

  private static List<Tar.Member> members(byte[] archive) {
    return Tar.members(new UnpackedFile(FILE, archive));
  }

  private static void assertRefused(byte[] archive, long offset, String... parts) {
    Refusal.assertRefused(() -> members(archive), FILE, offset, parts);
  }
}
