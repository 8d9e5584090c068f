package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever becomes of a store's files: said in one line, and computed again. */
class DamagedStoreTest {
  private static final Map<Kind, List<String>> FILES =
      Map.of(
          Kind.CHECKPOINT, List.of("model.json", "weights.npz", "provenance.json"),
          Kind.SNAPSHOT, List.of("weights.npz", "snapshot.json"),
          Kind.IMAGES, List.of("images.npz", "outcome.json"),
          Kind.PREDICTIONS, List.of("answers.json"),
          Kind.GRADIENTS, List.of("report.json"),
          Kind.BATCH, List.of("images.npz", "outcome.json"),
          Kind.DESCRIPTION, List.of("description.json"));

  @TempDir private Path home;
  private final List<String> warnings = new ArrayList<>();
  private Store store;

  @BeforeEach
  void open() {
    store = new Store(home, warnings::add);
  }

  static Stream<Arguments> everyFileAndCorruption() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.concat(FILES.get(kind).stream(), Stream.of(Store.TASK, Manifest.FILE))
                    .flatMap(
                        file ->
                            Stream.of(Corruption.values())
                                .map(how -> Arguments.of(kind, file, how))));
  }

  @ParameterizedTest(name = "{0}/{1} {2}")
  @MethodSource("everyFileAndCorruption")
  void isNoticedByTheNextRun(Kind kind, String file, Corruption corruption) throws IOException {
    Entry entry = put(kind);
    corruption.strike(entry.file(file));

    assertThat(store.find(kind, entry.key())).isEmpty();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("store: " + entry.directory())
        .contains("computed again")
        .doesNotContain("\n");
    assertThat(entry.directory()).doesNotExist();
    assertThat(put(kind).file(FILES.get(kind).get(0))).content().startsWith("content of");
    assertThat(store.find(kind, entry.key())).isPresent();
  }

  @ParameterizedTest(name = "{0}/{1} {2}")
  @MethodSource("everyFileAndCorruption")
  void isFoundByACheck(Kind kind, String file, Corruption corruption) throws IOException {
    Entry entry = put(kind);
    corruption.strike(entry.file(file));
    Inventory inventory = new Inventory(store);

    assertThat(inventory.list()).hasSizeLessThanOrEqualTo(1);
    assertThat(inventory.verify())
        .singleElement()
        .satisfies(damage -> assertThat(damage.directory()).isEqualTo(entry.directory()));

    assertThat(inventory.verify()).isEmpty();
    assertThat(inventory.list()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifestOfAnyContentIsNoCrash(String manifest) throws IOException {
    Entry entry = put(Kind.IMAGES);
    Files.writeString(entry.file(Manifest.FILE), manifest);

    assertThat(store.find(Kind.IMAGES, entry.key())).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  static Stream<String> manifests() {
    return Stream.of(
        "null",
        "[]",
        "{}",
        "{\"files\":null}",
        "{\"files\":{}}",
        "{\"files\":{\"task.json\":null}}",
        "{\"files\":{\"task.json\":{\"sha256\":null,\"size\":1}}}",
        "{\"files\":{\"\\u0000\":{\"sha256\":\"\",\"size\":1}}}",
        "{\"entries\":{\"format\":0}}");
  }

  @Test
  void anEntryAtAnotherTasksPlaceIsNotTakenForItsResult() throws IOException {
    Entry other = put(Kind.PREDICTIONS);
    Spec wanted = Spec.of(Kind.PREDICTIONS, Map.of("another", "task"));
    Path place = store.directory(wanted.kind(), wanted.key());
    Files.createDirectories(place.getParent());
    Files.move(other.directory(), place);

    assertThat(store.find(wanted.kind(), wanted.key())).isEmpty();

    assertThat(warnings).singleElement().asString().contains("the result of another task");
  }

  @Test
  void aTaskThatWasReplacedTogetherWithItsHashIsNoticedByTheKey() throws IOException {
    Entry entry = put(Kind.PREDICTIONS);
    Files.writeString(entry.file(Store.TASK), "{\"another\":\"task\"}");
    Json.write(entry.file(Manifest.FILE), Manifest.of(entry.directory()));

    assertThat(store.find(Kind.PREDICTIONS, entry.key())).isEmpty();

    assertThat(warnings).hasSize(1);
  }

  @Test
  void aFileTooManyIsDamageUnlessItIsHidden() throws IOException {
    Entry entry = put(Kind.CHECKPOINT);
    Files.writeString(entry.file(".DS_Store"), "");
    assertThat(store.find(Kind.CHECKPOINT, entry.key())).isPresent();

    Files.writeString(entry.file("averaged.npz"), "");
    assertThat(store.find(Kind.CHECKPOINT, entry.key())).isEmpty();

    assertThat(warnings).singleElement().asString().contains("averaged.npz does not belong there");
  }

  @Test
  void whatAnotherVersionWroteIsComputedAgain() throws IOException {
    Entry entry = put(Kind.GRADIENTS);

    assertThat(
            store.find(
                Kind.GRADIENTS,
                entry.key(),
                found -> Json.read(found.file("report.json"), Map.class)))
        .isEmpty();

    assertThat(warnings).singleElement().asString().contains("is of another version");
    assertThat(entry.directory()).doesNotExist();
  }

  @Test
  void aFileOrALinkAtAnEntrysPlaceIsReplaced() throws IOException {
    Entry entry = put(Kind.IMAGES);
    for (boolean link : new boolean[] {false, true}) {
      store.remove(entry);
      if (link) {
        Files.createSymbolicLink(entry.directory(), home.resolve("nowhere"));
      } else {
        Files.writeString(entry.directory(), "in the way");
      }
      put(Kind.IMAGES);
      assertThat(store.find(Kind.IMAGES, entry.key())).isPresent();
    }
  }

  @Test
  void whatIsNoEntryIsLeftAlone() throws IOException {
    Entry entry = put(Kind.IMAGES);
    List<Path> strays =
        List.of(
            home.resolve("store/README"),
            home.resolve("store/images/notes.txt"),
            home.resolve("store/images/" + entry.key().hex().substring(0, 2) + "/0123"),
            home.resolve("store/tmp/.DS_Store"),
            home.resolve("store/tmp/notes.txt"),
            home.resolve("store/tmp/12-monkeys/script.txt"));
    for (Path stray : strays) {
      Files.createDirectories(stray.getParent());
      Files.writeString(stray, "mine");
    }

    Store again = new Store(home, warnings::add);
    Inventory inventory = new Inventory(again);
    assertThat(inventory.list()).hasSize(1);
    assertThat(inventory.verify()).isEmpty();
    assertThat(inventory.collect(Duration.ofDays(1), Long.MAX_VALUE)).isEmpty();

    assertThat(again.find(Kind.IMAGES, entry.key())).isPresent();
    assertThat(strays).allSatisfy(stray -> assertThat(stray).hasContent("mine"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void anUnreadableEntryIsOneClearSentence() throws IOException {
    assumeFalse(isRoot(), "root reads everything");
    Entry entry = put(Kind.IMAGES);
    Files.setPosixFilePermissions(entry.directory(), PosixFilePermissions.fromString("---------"));
    try {
      assertThatThrownBy(() -> store.find(Kind.IMAGES, entry.key()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(entry.directory().toString())
          .hasMessageContaining("permission denied");
    } finally {
      Files.setPosixFilePermissions(
          entry.directory(), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aWorkersLinksAndFoldersDoNotGetIntoAnEntry() throws IOException {
    Path target = Files.writeString(home.resolve("secret"), "secret");
    Spec spec = spec(Kind.CHECKPOINT);
    try (Draft draft = store.draft(spec)) {
      Files.writeString(draft.directory().resolve("weights.npz"), "x");
      Files.createSymbolicLink(draft.directory().resolve("link.npz"), target);
      Files.createSymbolicLink(draft.directory().resolve(Store.TASK), target);
      Files.createDirectory(draft.directory().resolve("folder"));
      draft.commit();
    }

    Entry entry = store.find(spec.kind(), spec.key()).orElseThrow();
    try (Stream<Path> files = Files.list(entry.directory())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("weights.npz", "task.json", "manifest.json");
    }
    assertThat(target).hasContent("secret");
  }

  @Test
  void whatAKilledProcessHeldIsSweptAtOnceAndWhatThisOneHoldsIsNot() throws IOException {
    Path left = Files.createDirectory(home.resolve("store/tmp/4194305-left"));
    Files.createFile(home.resolve("store/tmp/4194305-left.lock"));
    Path removed = Files.createDirectory(home.resolve("store/tmp/4194305-old.removed"));
    try (Scratch own = store.scratch()) {
      Files.setLastModifiedTime(
          own.directory(), FileTime.from(Instant.now().minus(Duration.ofDays(3))));

      new Store(home, warnings::add);

      assertThat(own.directory()).exists();
    }
    assertThat(left).doesNotExist();
    assertThat(removed).doesNotExist();
    assertThat(home.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void enoughRoomIsNoReasonToStop() {
    store.requireRoom("the attack failed");
    assertThat(home.resolve("store/tmp")).isEmptyDirectory();
  }

  private static boolean isRoot() {
    return !FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        || System.getProperty("user.name").equals("root");
  }

  private static Spec spec(Kind kind) {
    return Spec.of(kind, Map.of("name", "a task"));
  }

  private Entry put(Kind kind) throws IOException {
    try (Draft draft = store.draft(spec(kind))) {
      for (String file : FILES.get(kind)) {
        Files.writeString(draft.directory().resolve(file), "content of " + file);
      }
      return draft.commit();
    }
  }
}
