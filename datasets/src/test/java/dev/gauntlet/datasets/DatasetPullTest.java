package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DatasetPullTest {
  private static final String FILE = TinyDataset.TRAIN_IMAGES;

  @TempDir Path home;
  private final TinyDataset tiny = new TinyDataset();
  private final byte[] packed = tiny.files().get(FILE);
  private MirrorServer first;
  private MirrorServer second;
  private DatasetStore store;

  @BeforeEach
  void startMirrors() {
    first = new MirrorServer(tiny.files());
    second = new MirrorServer(tiny.files());
    store = new DatasetStore(tiny.registry(first.uri(), second.uri()), home);
  }

  @AfterEach
  void stopMirrors() {
    first.close();
    second.close();
  }

  @Test
  void downloadsFromTheFirstMirrorWithProgress() throws IOException {
    List<Long> steps = new ArrayList<>();

    store.pull(
        TinyDataset.NAME,
        (file, bytes, total) -> {
          if (file.equals(FILE)) {
            assertThat(total).isEqualTo(packed.length);
            steps.add(bytes);
          }
        });

    assertWhole();
    assertThat(steps).isSorted().endsWith((long) packed.length);
    assertThat(first.requests()).containsExactlyElementsOf(tiny.files().keySet());
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void leavesWhatIsThereAlone() {
    store.pull(TinyDataset.NAME, PullProgress.SILENT);
    int before = first.requests().size();

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertThat(first.requests()).hasSize(before);
  }

  @Test
  void goesOnWhereAConnectionWasCut() throws IOException {
    first.cutNext(FILE, 70_000);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first)).containsExactly(FILE, FILE + " bytes=70000-");
    assertThat(second.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "tr-TR"})
  void asksForTheRestAlikeInEveryLocale(String language) throws IOException {
    first.cutNext(FILE, 70_000);

    InLocale.run(language, () -> store.pull(TinyDataset.NAME, PullProgress.SILENT));

    assertWhole();
    assertThat(requestsForFile(first)).containsExactly(FILE, FILE + " bytes=70000-");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void goesOnInALaterPullWhereAnEarlierOneStopped() throws IOException {
    stopEarlierPullAt(70_000);
    assertThat(home.resolve("tiny").resolve(FILE)).doesNotExist();

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first)).containsExactly(FILE, FILE + " bytes=70000-");
  }

  @Test
  void startsOverWhereAMirrorIgnoresRanges() throws IOException {
    first.ignoreRange();
    first.cutNext(FILE, 70_000);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first)).containsExactly(FILE, FILE + " bytes=70000-");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void startsOverWhereTheFileIsNoLongerTheOneThatWasBegun() throws IOException {
    stopEarlierPullAt(70_000);
    Files.write(part(), new byte[70_000]);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first)).containsExactly(FILE, FILE + " bytes=70000-", FILE);
  }

  @Test
  void startsOverWhereMoreIsThereThanTheFileHas() throws IOException {
    stopEarlierPullAt(70_000);
    Files.write(part(), new byte[packed.length + 1]);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first))
        .containsExactly(
            FILE, FILE + String.format(Locale.ROOT, " bytes=%d-", packed.length + 1), FILE);
  }

  @Test
  void takesAPartThatIsAlreadyWhole() throws IOException {
    stopEarlierPullAt(70_000);
    Files.write(part(), packed);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(first))
        .containsExactly(FILE, FILE + String.format(Locale.ROOT, " bytes=%d-", packed.length));
  }

  @Test
  void mixesNoPartsOfTwoMirrors() throws IOException {
    stopEarlierPullAt(70_000);
    first.remove(FILE);
    byte[] packedOtherwise = IdxFiles.gzip(IdxFiles.images(tiny.train()), Deflater.NO_COMPRESSION);
    assertThat(packedOtherwise).isNotEqualTo(packed);
    second.put(FILE, packedOtherwise);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(requestsForFile(second)).containsExactly(FILE);
  }

  @Test
  void fallsBackToTheSecondMirror() throws IOException {
    first.remove(FILE);

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
    assertThat(second.requests()).containsExactly(FILE);
  }

  @Test
  void fallsBackWhereTheFirstMirrorHasOtherContent() throws IOException {
    byte[] content = IdxFiles.images(tiny.train());
    content[500] ^= 1;
    first.put(FILE, IdxFiles.gzip(content));

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
  }

  @Test
  void fallsBackWhereTheFirstMirrorDoesNotAnswer() throws IOException {
    first.close();

    store.pull(TinyDataset.NAME, PullProgress.SILENT);

    assertWhole();
  }

  @Test
  void refusesOtherContentFromEveryMirrorAndLeavesNothing() throws IOException {
    byte[] content = IdxFiles.images(tiny.train());
    content[500] ^= 1;
    first.put(FILE, IdxFiles.gzip(content));
    second.put(FILE, "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8));

    assertPullFails(
        FILE + " of tiny could not be downloaded",
        first.uri() + FILE,
        "expected SHA-256",
        second.uri() + FILE,
        "not a gzip file",
        "--from DIR");
    assertThat(filesAtHome()).isEmpty();
  }

  @Test
  void refusesAFileLargerThanItCanBe() throws IOException {
    byte[] flood = Arrays.copyOf(packed, 2 * packed.length);
    first.put(FILE, flood);
    second.put(FILE, flood);

    assertPullFails(
        String.format(Locale.ROOT, "it offers %d bytes for a file of at most", flood.length));
    assertThat(filesAtHome()).isEmpty();
  }

  @Test
  void namesWhatEveryMirrorAnswered() {
    first.remove(FILE);
    second.close();

    assertPullFails(
        first.uri() + FILE + ": HTTP status 404", second.uri() + FILE + ": ConnectException");
  }

  @Test
  void letsOnePullAtATimeWrite() {
    store.pull(
        TinyDataset.NAME, (file, bytes, total) -> assertPullFails("being written by another pull"));

    assertThat(store.verify(TinyDataset.NAME)).allMatch(FileCheck::ok);
  }

  /** As if the process had been killed: the exception comes through all that is in between. */
  private void stopEarlierPullAt(int bytes) {
    first.cutNext(FILE, bytes);
    assertThatExceptionOfType(StoppedException.class)
        .isThrownBy(
            () ->
                store.pull(
                    TinyDataset.NAME,
                    (file, done, total) -> {
                      if (done == bytes) {
                        throw new StoppedException();
                      }
                    }));
  }

  private Path part() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tiny"))) {
      return files.filter(file -> file.toString().endsWith(".part")).findFirst().orElseThrow();
    }
  }

  private static List<String> requestsForFile(MirrorServer mirror) {
    return mirror.requests().stream().filter(request -> request.startsWith(FILE)).toList();
  }

  private void assertPullFails(String... parts) {
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.pull(TinyDataset.NAME, PullProgress.SILENT))
        .withMessageContainingAll(parts);
  }

  private void assertWhole() throws IOException {
    assertThat(store.verify(TinyDataset.NAME)).allMatch(FileCheck::ok);
    assertThat(filesAtHome()).containsExactlyInAnyOrderElementsOf(tiny.files().keySet());
    assertThat(store.load(TinyDataset.NAME, Split.TRAIN).sha256()).isEqualTo(tiny.train().sha256());
  }

  private List<String> filesAtHome() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tiny"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !file.equals(".lock"))
          .toList();
    }
  }

  private static final class StoppedException extends RuntimeException {}
}
