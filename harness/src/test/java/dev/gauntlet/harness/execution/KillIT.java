package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at the harness: what it costs. That nothing else changes, a soak test shows. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KillIT {
  private static final int BATCH = 5;
  private static final int BATCHES = TestBench.IMAGES / BATCH;
  private static final int SLOTS = 2;

  @TempDir static Path folder;
  private static Path plugins;
  private static Path undisturbedTrace;
  private static Observations undisturbed;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    plugins = TestBench.plugins(folder.resolve("plugins"));
    undisturbedTrace = folder.resolve("undisturbed.txt");
    try (TestBench bench = TestBench.unconfined(folder.resolve("undisturbed"), plugins)) {
      undisturbed = bench.run(suite(bench, undisturbedTrace), Listener.NONE).observations();
    }
    assertThat(undisturbedTrace).content().hasLineCount(BATCHES);
  }

  @Test
  void aKilledHarnessLosesTheBatchesInFlightAndNothingElse() throws Exception {
    Path trace = folder.resolve("harness.txt");
    Path home = folder.resolve("harness-home");
    // Halfway its workers wait: it cannot be done before it is killed.
    Path hold = Files.writeString(Path.of(trace + ".hold"), Integer.toString(BATCHES / 2));
    Process harness =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Harness.class.getName(),
                home.toString(),
                plugins.toString(),
                trace.toString())
            .inheritIO()
            .start();
    while (lines(trace) < BATCHES / 2) {
      assertThat(harness.isAlive()).as("the harness still runs").isTrue();
      Thread.sleep(20);
    }
    List<ProcessHandle> workers = workers(harness.toHandle());
    assertThat(workers).isNotEmpty();
    harness.destroyForcibly();
    harness.waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get();
    }
    Files.delete(hold);
    int before = lines(trace);
    assertThat(before).isLessThan(BATCHES);

    try (TestBench bench = TestBench.unconfined(home, plugins)) {
      assertSame(bench.run(suite(bench, trace), Listener.NONE).observations());
      assertThat(lines(trace) - before).isBetween(1, BATCHES - before + SLOTS);
      assertThat(bench.warnings).isEmpty();
    }
  }

  /** A harness to kill. */
  static final class Harness {
    private Harness() {}

    public static void main(String[] arguments) {
      try (TestBench bench = TestBench.unconfined(Path.of(arguments[0]), Path.of(arguments[1]))) {
        bench.run(suite(bench, Path.of(arguments[2])), Listener.NONE);
      }
    }
  }

  private static Suite suite(TestBench bench, Path trace) {
    // The file is a parameter and so part of the key: the undisturbed run has another key.
    List<AttackEntry> attacks = List.of(TestBench.slow(trace, 0), TestBench.whiteBoxStep());
    return bench.suite(List.of(DefenseEntry.of("nearest-mean")), attacks, BATCH);
  }

  /** All but the times. */
  private static void assertSame(Observations seen) {
    assertThat(seen.images()).isEqualTo(undisturbed.images());
    assertThat(seen.defenses().get(0).answers()).isEqualTo(undisturbed.defenses().get(0).answers());
    for (int i = 0; i < undisturbed.cells().size(); i++) {
      CellRecord cell = seen.cells().get(i);
      CellRecord expected = undisturbed.cells().get(i);
      assertThat(cell.error()).isEmpty();
      assertThat(cell.answers()).isEqualTo(expected.answers());
      assertThat(cell.perturbations()).isEqualTo(expected.perturbations());
    }
  }

  private static List<ProcessHandle> workers(ProcessHandle harness) {
    List<ProcessHandle> workers = new ArrayList<>();
    harness
        .descendants()
        .filter(
            process -> process.info().commandLine().orElse("").contains(WorkerMain.class.getName()))
        .forEach(workers::add);
    return workers;
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}
