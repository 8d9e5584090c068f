package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.store.Corruption;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every entry of a finished run damaged, each in another way. */
class DamagedRunIT {
  private static final long SEED =
      Long.getLong("gauntlet.damage.seed", new Random().nextInt(1_000_000));

  @TempDir private Path folder;

  @Test
  void aRunRepairsWhatIsDamagedAndPublishesTheSame() throws IOException {
    PatientRun run = PatientRun.undisturbed().again(folder.resolve("again"));
    copy(PatientRun.undisturbed().trial.home, run.trial.home);
    Inventory inventory = new Inventory(new Store(run.trial.home, warning -> {}));
    List<Entry> entries = inventory.list();
    Random random = new Random(SEED);
    StringBuilder story = new StringBuilder("seed " + SEED);
    for (Entry entry : entries) {
      Path file = any(files(entry), random);
      Corruption corruption = any(List.of(Corruption.values()), random);
      corruption.strike(file);
      story.append("\n%s %s %s".formatted(entry.kind(), file.getFileName(), corruption));
    }

    Outcome repaired = run.trial.run(run.arguments());

    assertThat(repaired.exit()).as("%s\n%s", story, repaired.err()).isZero();
    assertThat(repaired.err().lines().filter(line -> line.startsWith("warning: store: ")))
        .as("%s\n%s", story, repaired.err())
        .hasSameSizeAs(entries)
        .allMatch(line -> line.endsWith("; the entry is removed and computed again"));
    assertThat(run.differences(PatientRun.undisturbed()))
        .as("what the warnings do not say, %s", story)
        .allMatch(line -> line.startsWith(".warnings["));
    assertThat(inventory.verify()).as(story.toString()).isEmpty();

    Outcome again = run.trial.run(run.arguments());

    assertThat(again.out()).contains("9 tasks, 9 of them known");
    assertThat(again.err()).doesNotContain("warning");
    assertThat(run.differences(PatientRun.undisturbed())).as(story.toString()).isEmpty();
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static List<Path> files(Entry entry) throws IOException {
    try (Stream<Path> files = Files.list(entry.directory())) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }
}
