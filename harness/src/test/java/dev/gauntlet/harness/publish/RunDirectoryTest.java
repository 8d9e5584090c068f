package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path temporary;
  private Path runs;

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    runs = temporary.resolve("runs");
  }

  @Test
  void nobodySeesARunBeforeItIsPublished() throws IOException {
    try (RunDirectory run = RunDirectory.begin(runs, "quick", START)) {
      Files.writeString(run.directory().resolve("results.json"), "{}");
      assertThat(visible()).isEmpty();

      Path published = run.publish();

      assertThat(published).isEqualTo(runs.resolve(run.id()));
      assertThat(run.id()).matches("\\d{8}-\\d{6}-quick");
      assertThat(published.resolve("results.json")).hasContent("{}");
    }
    assertThat(visible()).hasSize(2).contains("latest");
    assertThat(hidden()).isEmpty();
  }

  @Test
  void aRunThatIsNotPublishedLeavesNothing() throws IOException {
    try (RunDirectory run = RunDirectory.begin(runs, "quick", START)) {
      Files.createDirectories(run.directory().resolve("samples/clean"));
    }

    assertThat(visible()).isEmpty();
    assertThat(hidden()).isEmpty();
  }

  @Test
  void twoRunsOfOneSecondGetTwoNames() {
    String first;
    try (RunDirectory run = RunDirectory.begin(runs, "quick", START)) {
      first = run.id();
      run.publish();
    }
    try (RunDirectory run = RunDirectory.begin(runs, "quick", START)) {
      assertThat(run.id()).isEqualTo(first + "-2");
    }
  }

  @Test
  void runsThatBeginInOneSecondAreAllPublished() throws IOException {
    try (RunDirectory first = RunDirectory.begin(runs, "quick", START);
        RunDirectory second = RunDirectory.begin(runs, "quick", START)) {
      Files.writeString(first.directory().resolve("results.json"), "1");
      Files.writeString(second.directory().resolve("results.json"), "2");

      assertThat(second.id()).isEqualTo(first.id() + "-2");
      assertThat(second.publish().resolve("results.json")).hasContent("2");
      assertThat(first.publish().resolve("results.json")).hasContent("1");
    }
    assertThat(visible()).hasSize(3);
    assertThat(hidden()).isEmpty();
  }

  @Test
  void theLatestRunIsTheOnePublishedLast() {
    assertThatThrownBy(() -> LatestRun.in(runs)).hasMessageContaining("there is no run in " + runs);
    for (int second = 0; second < 2; second++) {
      try (RunDirectory run = RunDirectory.begin(runs, "quick", START.plusSeconds(second))) {
        run.publish();
        assertThat(LatestRun.in(runs)).isEqualTo(runs.resolve(run.id()));
      }
    }
  }

  @Test
  void aFileCanStandForTheLink() throws IOException {
    Files.createDirectories(runs.resolve("20260304-050607-quick"));
    Files.writeString(runs.resolve("latest"), "20260304-050607-quick\n");

    assertThat(LatestRun.in(runs)).isEqualTo(runs.resolve("20260304-050607-quick"));
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndWhatALivingOneWritesIsNot() throws Exception {
    Path abandoned = runs.resolve(".20260101-000000-quick.partial");
    Files.createDirectories(abandoned.resolve("samples"));
    // Nobody holds it any more.
    Path lock = Files.writeString(runs.resolve(".20260101-000000-quick.partial.lock"), "");
    Path link = Files.createDirectory(runs.resolve(".latest.1.partial"));
    Files.writeString(runs.resolve(".latest.1.partial.lock"), "");
    Path others = runs.resolve("." + "notes.partial");
    Files.createDirectories(others);
    try (RunDirectory living = RunDirectory.begin(runs, "quick", START);
        RunDirectory next = RunDirectory.begin(runs, "other", START)) {
      assertThat(living.directory()).exists();
      assertThat(next.directory()).exists();
    }

    assertThat(abandoned).doesNotExist();
    assertThat(lock).doesNotExist();
    assertThat(link).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidInOneLine() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> RunDirectory.begin(file.resolve("runs"), "quick", START))
        .isInstanceOf(PublishException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("runs"))
        .hasMessageEndingWith("; give another folder with --out");
  }

  private List<String> visible() throws IOException {
    return names().stream().filter(name -> !name.startsWith(".")).toList();
  }

  private List<String> hidden() throws IOException {
    return names().stream().filter(name -> name.startsWith(".")).toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> list = Files.list(runs)) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }
}
