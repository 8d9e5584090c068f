package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  private static final byte[] ZEROS = new byte[1 << 20];

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("any.jar");
  }

  @Test
  void anHonestArchiveIsReadAsItIs() throws IOException {
    write(ZipBytes.of(Map.of("a/b.txt", new byte[] {1, 2, 3})));

    try (Archive archive = Archive.open(file)) {
      assertThat(archive.names()).containsExactly("a/b.txt");
      assertThat(archive.bytes("a/b.txt", 3)).hasValue(new byte[] {1, 2, 3});
      assertThat(archive.bytes("c", 3)).isEmpty();
      assertThatThrownBy(() -> archive.bytes("a/b.txt", 2))
          .hasMessage("it has 3 bytes in its entry a/b.txt; at most 2 are allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "a/../../x",
        "a/..",
        "..",
        "/etc/passwd",
        "C:/x",
        "c:x",
        "a\\..\\x",
        "\\x",
        "a//x",
        "./x",
        "a/./x",
        "a\nx",
        "a\u001b[2Jx",
        "a\u0000x"
      })
  void aNameThatIsNotPlainlyBelowAFolderIsRefused(String name) throws IOException {
    write(ZipBytes.of(Map.of(name, new byte[0])));

    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("its entry '" + name.replaceAll("\\p{Cntrl}", "\ufffd") + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b/c", "a/", "META-INF/MANIFEST.MF", "a..b", ".hidden", "ä/b c", "ab:c"})
  void aPlainNameIsTaken(String name) throws IOException {
    write(ZipBytes.of(Map.of(name, new byte[0])));

    try (Archive archive = Archive.open(file)) {
      assertThat(archive.names()).containsExactly(name);
    }
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws IOException {
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("Good.class", new byte[] {1});
    two.put("Evil.class", new byte[] {2});
    write(ZipBytes.of(two).renamed("Evil.class", "Good.class"));

    refused("two of its entries have the name 'Good.class'");
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= Archive.MOST_ENTRIES; i++) {
      many.put("e" + i, new byte[0]);
    }
    write(ZipBytes.of(many));

    refused("it is a ZIP64 archive, for more than 65,535 entries or 4 GiB; a plugin has fewer");
  }

  @Test
  void aTableOfContentsThatWouldFillTheMemoryIsRefused() throws IOException {
    write(ZipBytes.of(Map.of("a", new byte[0])).declaringTable(0x7fff0000));

    refused("it has 2,147,418,112 bytes in its table of contents; at most 16,777,216 are allowed");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(5L << 30);
    }

    refused("it has 5,368,709,120 bytes; at most 4,294,967,295 are allowed");
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a", ZEROS);
    entries.put("b", ZEROS);
    entries.put("c", ZEROS);
    long size = 0xfffffff0L;
    write(ZipBytes.of(entries).declaring("a", size).declaring("b", size).declaring("c", size));

    refused("it has 12,884,901,840 bytes when unpacked; at most 8,589,934,592 are allowed");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, (1 << 20) - 1})
  void anEntryThatUnpacksToMoreThanItDeclaresIsNotReadOn(long declared) throws IOException {
    write(ZipBytes.of(Map.of("bomb", ZEROS)).declaring("bomb", declared));

    unreadable("its entry bomb is longer than the archive declares");
  }

  @Test
  void anEntryThatUnpacksToLessThanItDeclaresIsRefused() throws IOException {
    write(ZipBytes.of(Map.of("bomb", ZEROS)).declaring("bomb", ZEROS.length + 1));

    unreadable("its entry bomb is shorter than the archive declares");
  }

  @Test
  void whatFollowsTheEndIsRefused() throws IOException {
    write(ZipBytes.of(Map.of("a", new byte[0])));
    Files.write(file, new byte[30], java.nio.file.StandardOpenOption.APPEND);

    refused("something follows the end of the archive");
  }

  @Test
  void aFolderIsNoArchive() throws IOException {
    Files.createDirectory(file);

    refused("it is no regular file");
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Process mkfifo;
    try {
      mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    } catch (IOException e) {
      Assumptions.abort("no mkfifo here: " + e.getMessage());
      return;
    }
    assertThat(mkfifo.waitFor()).isZero();

    assertTimeoutPreemptively(
        Duration.ofMinutes(10),
        () ->
            assertThatThrownBy(
                    () -> PluginJars.in(java.util.List.of(new PluginFolder(folder, false))))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith(file + " is no plugin")
                .hasMessageContaining("it is no regular file"));
  }

  @Test
  void aLinkToAnArchiveIsReadAndOneToNothingRefused() throws IOException {
    write(ZipBytes.of(Map.of("a", new byte[0])));
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), file);
    Path dangling = Files.createSymbolicLink(folder.resolve("none.jar"), folder.resolve("none"));

    try (Archive archive = Archive.open(link)) {
      assertThat(archive.names()).containsExactly("a");
    }
    assertThatThrownBy(() -> Archive.open(dangling)).hasMessage("it is no regular file");
  }

  private void write(ZipBytes zip) throws IOException {
    Files.write(file, zip.get());
  }

  private void refused(String message) {
    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(ZipException.class)
        .hasMessage(message);
  }

  /** Whether read whole or piece by piece. */
  private void unreadable(String message) throws IOException {
    try (Archive archive = Archive.open(file)) {
      assertThatThrownBy(() -> archive.bytes("bomb", 1 << 21))
          .isInstanceOf(ZipException.class)
          .hasMessage(message);
      assertThatThrownBy(
              () -> {
                try (InputStream in = archive.stream("bomb")) {
                  in.transferTo(OutputStream.nullOutputStream());
                }
              })
          .isInstanceOf(ZipException.class)
          .hasMessage(message);
    }
  }
}
