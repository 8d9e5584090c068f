package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {
  private static final String FILE = TinyDataset.TRAIN_IMAGES;

  @TempDir Path temp;
  private final TinyDataset tiny = new TinyDataset();
  private Path source;
  private Path home;
  private DatasetStore store;

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.createDirectory(temp.resolve("source"));
    home = temp.resolve("home");
    tiny.writeTo(source);
    store = new DatasetStore(tiny.registry(), home);
  }

  @Test
  void takesLocalFilesAndReadsThem() throws IOException {
    store.pullFrom(TinyDataset.NAME, source);

    assertThat(store.verify(TinyDataset.NAME)).hasSize(4).allMatch(FileCheck::ok);
    assertThat(store.load(TinyDataset.NAME, Split.TRAIN).sha256()).isEqualTo(tiny.train().sha256());
    assertThat(store.load(TinyDataset.NAME, Split.TEST).sha256()).isEqualTo(tiny.test().sha256());
    assertThat(filesAtHome()).containsExactlyInAnyOrderElementsOf(tiny.files().keySet());
  }

  @Test
  void saysHowToGetADatasetThatIsMissing() {
    assertThatExceptionOfType(MissingDatasetException.class)
        .isThrownBy(() -> store.load(TinyDataset.NAME, Split.TRAIN))
        .withMessageContaining(home.resolve("tiny").resolve(FILE) + " is missing")
        .withMessageContaining("harness datasets pull tiny");
    assertThat(store.verify(TinyDataset.NAME))
        .extracting(FileCheck::state)
        .containsOnly(FileCheck.State.MISSING);
    assertThat(home).doesNotExist();
  }

  @Test
  void reportsADamagedFileWithTheByteAndReplacesItAlone() throws IOException {
    store.pullFrom(TinyDataset.NAME, source);
    Path damaged = home.resolve("tiny").resolve(FILE);
    byte[] packed = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(packed, 1000));
    Path other = home.resolve("tiny/t10k-images-idx3-ubyte.gz");
    FileTime untouched = FileTime.fromMillis(0);
    Files.setLastModifiedTime(other, untouched);

    FileCheck check = store.verify(TinyDataset.NAME).get(0);

    assertThat(check.state()).isEqualTo(FileCheck.State.DAMAGED);
    assertThat(check.detail()).contains(damaged + ", byte 1000").contains("cut off");
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> store.load(TinyDataset.NAME, Split.TRAIN))
        .withMessage(check.detail());

    store.pullFrom(TinyDataset.NAME, source);

    assertThat(damaged).hasBinaryContent(packed);
    assertThat(Files.getLastModifiedTime(other)).isEqualTo(untouched);
  }

  @Test
  void refusesLocalFilesWithOtherContent() throws IOException {
    byte[] content = IdxFiles.images(tiny.train());
    content[500] ^= 1;
    Files.write(source.resolve(FILE), IdxFiles.gzip(content));
    assertPullFromFails(MalformedFileException.class, source.resolve(FILE).toString(), "SHA-256");

    Files.write(source.resolve(FILE), IdxFiles.gzip(Arrays.copyOf(content, 700)));
    assertPullFromFails(
        MalformedFileException.class, source.resolve(FILE) + ", byte 700", "truncated");

    Files.write(source.resolve(FILE), IdxFiles.gzip(Arrays.copyOf(content, content.length + 1)));
    assertPullFromFails(
        MalformedFileException.class,
        source.resolve(FILE) + ", byte " + content.length,
        "oversized");

    assertThat(filesAtHome()).isEmpty();
  }

  @Test
  void namesEveryFileThatAFolderLacks() throws IOException {
    Files.move(source.resolve(FILE), source.resolve("train-images-idx3-ubyte"));
    Files.delete(source.resolve("t10k-labels-idx1-ubyte.gz"));

    assertPullFromFails(
        DatasetException.class,
        source + " lacks files of tiny",
        FILE,
        "gzip -k " + source.resolve("train-images-idx3-ubyte"),
        "t10k-labels-idx1-ubyte.gz");
    assertThat(filesAtHome()).isEmpty();
  }

  @Test
  void refusesAFolderThatIsNoneOrCannotBeRead() throws IOException {
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.pullFrom(TinyDataset.NAME, temp.resolve("nowhere")))
        .withMessageContaining(temp.resolve("nowhere") + " is not a folder");

    Files.delete(source.resolve(FILE));
    Files.createDirectory(source.resolve(FILE));
    assertPullFromFails(
        DatasetException.class,
        source.resolve(FILE) + " cannot be read",
        "Check that it is a file");
  }

  @Test
  void saysWhereTheDiskRefuses() throws IOException {
    Files.writeString(home, "a file where the folder should be");

    assertPullFromFails(
        DatasetException.class, home.toString(), "cannot be written", "GAUNTLET_HOME");
  }

  @Test
  void leavesNothingWhereAFileCannotGetItsName() throws IOException {
    Path inTheWay = Files.createDirectories(home.resolve("tiny").resolve(FILE).resolve("full"));

    assertPullFromFails(DatasetException.class, inTheWay.getParent() + " cannot be written");
    assertThat(inTheWay).isDirectory();
  }

  @Test
  void hasEmbeddedDatasetsWithoutAnyPull() {
    DatasetStore builtIn = new DatasetStore(home);

    builtIn.pull("mnist-mini", PullProgress.SILENT);

    assertThat(builtIn.verify("mnist-mini")).hasSize(6).allMatch(FileCheck::ok);
    assertThat(builtIn.load("mnist-mini", Split.TEST).count()).isEqualTo(1000);
    assertThat(home).doesNotExist();
  }

  private void assertPullFromFails(Class<? extends DatasetException> type, String... parts) {
    assertThatExceptionOfType(type)
        .isThrownBy(() -> store.pullFrom(TinyDataset.NAME, source))
        .withMessageContainingAll(parts);
  }

  private List<String> filesAtHome() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tiny"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !file.equals(".lock"))
          .toList();
    }
  }
}
