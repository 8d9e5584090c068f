package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final Spec SPEC = Spec.of(Kind.PREDICTIONS, Map.of("a", 1));

  @TempDir private Path home;
  private final List<String> warnings = new ArrayList<>();
  private Store store;

  @BeforeEach
  void open() {
    store = new Store(home, warnings::add);
  }

  @Test
  void aCommittedEntryIsFoundWithItsFiles() throws IOException {
    put(SPEC, "hello");
    Entry found = store.find(SPEC.kind(), SPEC.key()).orElseThrow();
    assertThat(found.file("data.txt")).hasContent("hello");
    assertThat(found.file("task.json")).hasContent(SPEC.json());
    assertThat(found.size()).isEqualTo(5 + SPEC.json().length());
    assertThat(found.directory())
        .isEqualTo(
            home.resolve("store/predictions")
                .resolve(SPEC.key().hex().substring(0, 2))
                .resolve(SPEC.key().hex()));
  }

  @Test
  void nothingIsSeenOfADraftThatIsNotCommitted() throws IOException {
    try (Draft draft = store.draft(SPEC)) {
      Files.writeString(draft.directory().resolve("data.txt"), "half");
      assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    }
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    assertThat(home.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void aDamagedEntryIsReportedRemovedAndCanBeMadeAgain() throws IOException {
    Entry entry = put(SPEC, "hello");
    Files.writeString(entry.file("data.txt"), "hullo");
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(entry.file("data.txt").toString(), "SHA-256", "computed again");
    put(SPEC, "hello");
    assertThat(store.find(SPEC.kind(), SPEC.key())).isPresent();
  }

  @Test
  void aMissingFileOrAnUnreadableManifestIsDamageToo() throws IOException {
    Files.delete(put(SPEC, "hello").file("data.txt"));
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    Files.writeString(put(SPEC, "hello").file("manifest.json"), "{");
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    assertThat(warnings).hasSize(2);
  }

  @Test
  void anEntryWithoutItsManifestIsReplaced() throws IOException {
    Files.delete(put(SPEC, "hello").file("manifest.json"));
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    assertThat(put(SPEC, "again").file("data.txt")).hasContent("again");
  }

  @Test
  void removingWhatIsGoneIsNoError() throws IOException {
    Entry entry = put(SPEC, "hello");
    store.remove(entry);
    store.remove(entry);
    assertThat(store.find(SPEC.kind(), SPEC.key())).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void whoIsSecondKeepsTheFirstOnesEntry() throws IOException {
    try (Draft slow = store.draft(SPEC)) {
      Files.writeString(slow.directory().resolve("data.txt"), "second");
      put(SPEC, "first");
      assertThat(slow.commit().file("data.txt")).hasContent("first");
    }
    assertThat(home.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void manyMakeTheSameEntryAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Entry>> makers =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      (Callable<Entry>) () -> put(Spec.of(Kind.IMAGES, Map.of("n", i % 4)), "same"))
              .toList();
      for (Future<Entry> made : threads.invokeAll(makers)) {
        assertThat(made.get().file("data.txt")).hasContent("same");
      }
    } finally {
      threads.shutdown();
    }
    assertThat(new Inventory(store).list()).hasSize(4);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aHomeThatIsAFileIsOneClearSentence() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThatThrownBy(() -> new Store(file, warnings::add))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot write")
        .hasMessageContaining("; set GAUNTLET_HOME");
  }

  @Test
  void aFullDiskIsOneClearSentence() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "only Linux has /dev/full");
    assertThatThrownBy(() -> Json.write(full, Map.of("a", "b".repeat(10_000))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("free some space");
  }

  @Test
  void verifyFindsAndRemovesWhatIsDamaged() throws IOException {
    Entry good = put(SPEC, "good");
    Entry bad = put(Spec.of(Kind.CHECKPOINT, Map.of("b", 2)), "bad");
    Files.writeString(bad.file("data.txt"), "worse");
    assertThat(new Inventory(store).verify())
        .singleElement()
        .satisfies(damage -> assertThat(damage.directory()).isEqualTo(bad.directory()));
    assertThat(new Inventory(store).list())
        .singleElement()
        .satisfies(left -> assertThat(left.key()).isEqualTo(good.key()));
  }

  @Test
  void collectRemovesWhatWasNotUsedAndThenWhatWasUsedLongestAgo() throws IOException {
    Instant now = Instant.now();
    for (int age = 0; age < 5; age++) {
      Entry entry = put(Spec.of(Kind.IMAGES, Map.of("age", age)), "x".repeat(1000));
      Files.setLastModifiedTime(
          entry.file("manifest.json"), FileTime.from(now.minus(Duration.ofDays(age))));
    }
    Inventory inventory = new Inventory(store);
    assertThat(inventory.collect(Duration.ofHours(80), Long.MAX_VALUE)).hasSize(1);
    assertThat(inventory.collect(Duration.ofDays(100), 2500)).hasSize(2);
    assertThat(inventory.list())
        .extracting(entry -> entry.key().hex())
        .containsExactly(
            Spec.of(Kind.IMAGES, Map.of("age", 0)).key().hex(),
            Spec.of(Kind.IMAGES, Map.of("age", 1)).key().hex());
  }

  @Test
  void whatNoLockTellsOfIsSweptAfterADayWithoutAChangeAndNotBefore() throws IOException {
    long dead = 4_194_305; // above the largest pid that Linux gives
    Path old = Files.createDirectory(home.resolve("store/tmp/" + dead + "-old"));
    Path fresh = Files.createDirectory(home.resolve("store/tmp/" + dead + "-fresh"));
    // On a file system without locks, of a process that is not to be seen from here.
    Path busy = Files.createDirectory(home.resolve("store/tmp/" + dead + "-busy"));
    Files.writeString(Files.createDirectory(busy.resolve("workers")).resolve("log"), "at work");
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(busy.resolve("workers"), longAgo);
    Files.setLastModifiedTime(busy, longAgo);
    new Store(home, warnings::add);
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(busy).exists();
  }

  @Test
  void aScratchDirectoryIsGoneAfterwards() throws IOException {
    Path directory;
    try (Scratch scratch = store.scratch()) {
      directory = scratch.directory();
      Files.writeString(Files.createDirectory(directory.resolve("sub")).resolve("file"), "x");
    }
    assertThat(directory).doesNotExist();
    assertThat(Optional.of(home.resolve("store/tmp"))).hasValueSatisfying(Files::isDirectory);
  }

  private Entry put(Spec spec, String content) throws IOException {
    try (Draft draft = store.draft(spec)) {
      Files.writeString(draft.directory().resolve("data.txt"), content);
      return draft.commit();
    }
  }
}
