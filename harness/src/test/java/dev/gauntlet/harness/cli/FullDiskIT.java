package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: a small one in memory, which bubblewrap mounts for the harness alone. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class FullDiskIT {
  private static final String DISK = "67108864";

  /** Leaves so many KiB of the disk, or puts a folder into its store, and runs what follows. */
  private static final String SCRIPT =
      """
      disk=$1
      output=$2
      rooms=$3
      shift 3
      for room in $rooms; do
        rm -f "$disk/ballast"
        if [ -d "$room" ]; then
          cp -r "$room" "$disk/store"
          continue
        fi
        if [ $room != all ]; then
          free=$(df -k --output=avail "$disk" | tail -1)
          head -c $(((free - room) * 1024)) /dev/zero > "$disk/ballast"
        fi
        "$@" > "$output/$room.out" 2> "$output/$room.err"
        echo $? > "$output/$room.exit"
        find "$disk/runs" > "$output/$room.runs" 2> /dev/null
      done
      cp -r "$disk" "$output/disk"
      """;

  @TempDir private static Path disk;
  @TempDir private Path folder;

  @BeforeAll
  static void disksCanBeMounted() throws Exception {
    assumeThat(mounts())
        .as("bubblewrap, and user namespaces in which it may mount a small disk")
        .isTrue();
  }

  @Test
  void aStoreWithoutRoomEndsTheRunWhichGoesOnOnceThereIsSome() throws Exception {
    PatientRun run = PatientRun.undisturbed().again(folder.resolve("again"));

    Path checkpoints = PatientRun.undisturbed().trial.home.resolve("store/checkpoint");
    List<Outcome> outcomes =
        // Enough for nothing; for the images of two trainings, but not for a checkpoint of 4 MiB;
        // and, with the checkpoints there, for two workers' copies, but not for perturbed images.
        runs(
            run.arguments(disk, run.trial.runs),
            "8",
            "17500",
            checkpoints.toString(),
            "8500",
            "all");

    assertEndedByTheDisk(outcomes);
    assertThat(run.differences(PatientRun.undisturbed())).isEmpty();
    try (Stream<Path> published = Files.list(run.trial.runs)) {
      assertThat(published).as("the run, and the link to it").hasSize(2);
    }
    Path kept = folder.resolve("output/disk");
    assertThat(kept.resolve("store/tmp")).isEmptyDirectory();
    assertThat(new Inventory(new Store(kept, warning -> {})).verify()).isEmpty();
  }

  @Test
  void aFolderOfRunsWithoutRoomEndsTheRunWhichIsPublishedOnceThereIsSome() throws Exception {
    PatientRun run = PatientRun.undisturbed();

    List<Outcome> outcomes =
        // Enough for nothing; for the samples, but not for the results; for all but the pages.
        runs(run.arguments(run.trial.home, disk.resolve("runs")), "0", "120", "200", "all");

    assertEndedByTheDisk(outcomes);
    Path published = folder.resolve("output/disk/runs");
    assertThat(PatientRun.results(LatestRun.in(published)))
        .isEqualTo(PatientRun.results(LatestRun.in(run.trial.runs)));
    try (Stream<Path> all = Files.list(published)) {
      assertThat(all).as("the run, and the link to it").hasSize(2);
    }
  }

  private static void assertEndedByTheDisk(List<Outcome> outcomes) {
    Outcome last = outcomes.get(outcomes.size() - 1);
    assertThat(last.exit()).as(last.err()).isZero();
    assertThat(last.err()).doesNotContain("warning", "error");
    assertThat(outcomes.subList(0, outcomes.size() - 1))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
              assertThat(outcome.out()).isEmpty();
              assertThat(outcome.err().lines().filter(line -> line.startsWith("error: ")))
                  .singleElement()
                  .asString()
                  .contains(disk.toString(), "free some space");
              assertThat(outcome.err()).doesNotContain("\tat ", "internal error", "warning");
              assertThat(outcome.runs()).doesNotContain("/runs/");
            });
  }

  /** What a command left: what it said, and the paths in a folder of runs on the disk. */
  private record Outcome(int exit, String out, String err, String runs) {}

  private List<Outcome> runs(String[] arguments, String... rooms) throws Exception {
    Path output = Files.createDirectory(folder.resolve("output"));
    List<String> command = new ArrayList<>(bubblewrap("sh", "-c", SCRIPT, "sh"));
    command.addAll(List.of(disk.toString(), output.toString(), String.join(" ", rooms)));
    command.addAll(PatientRun.undisturbed().trial.process(arguments));
    assertThat(end(command)).isZero();
    List<Outcome> outcomes = new ArrayList<>();
    for (String room : rooms) {
      if (room.startsWith("/")) {
        continue;
      }
      outcomes.add(
          new Outcome(
              Integer.parseInt(Files.readString(output.resolve(room + ".exit")).strip()),
              Files.readString(output.resolve(room + ".out")),
              Files.readString(output.resolve(room + ".err")),
              Files.readString(output.resolve(room + ".runs"))));
    }
    return outcomes;
  }

  private static boolean mounts() throws Exception {
    try {
      return end(bubblewrap("true")) == 0;
    } catch (IOException e) {
      return false; // there is no bubblewrap
    }
  }

  private static int end(List<String> command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static List<String> bubblewrap(String... command) {
    List<String> all = new ArrayList<>(List.of("bwrap", "--unshare-user", "--dev-bind", "/", "/"));
    all.addAll(List.of("--size", DISK, "--tmpfs", disk.toString()));
    all.addAll(List.of(command));
    return all;
  }
}
