package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Probed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker's process takes of the machine while its engine computes. */
class WorkerThreadsIT {
  /** Of {@code /proc/PID/stat}: the same on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"mxnet, 1", "pytorch, 1", "mxnet, 2", "pytorch, 2"})
  void aWorkerUsesNoMoreProcessorsThanItHasThreads(String engine, int threads) throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "times cannot be told here");
    try (WorkerProcess worker = worker(engine, threads)) {
      // By then everything is loaded and compiled, however long that takes.
      long warm = 0;
      while (warm < 10) {
        warm += steps(worker, 100, 1);
      }
      double before = processorSeconds(worker.pid());
      long start = System.nanoTime();
      steps(worker, 100, 3);
      double seconds = (System.nanoTime() - start) / 1e9;

      double busy = (processorSeconds(worker.pid()) - before) / seconds;

      // Java's own threads compile and collect a little on the side.
      assertThat(busy).isPositive().isLessThan(threads + 0.3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mxnet", "pytorch"})
  void memoryStaysFlatOverTwentyThousandGradients(String engine) {
    assumeTrue(
        ProcessTable.residentBytes(ProcessHandle.current().pid()) > 0,
        "memory cannot be told here");
    try (WorkerProcess worker = worker(engine, 1)) {
      long steps = 0;
      while (steps < 2_000) {
        steps += steps(worker, 1, 1);
      }
      long warm = ProcessTable.residentBytes(worker.pid());
      steps = 0;
      while (steps < 20_000) {
        steps += steps(worker, 1, 1);
      }
      long after = ProcessTable.residentBytes(worker.pid());

      assertThat(after / (double) warm).isLessThan(1.02);
    }
  }

  private WorkerProcess worker(String engine, int threads) {
    return WorkerProcess.start(
        new WorkerKind(Role.ATTACK, List.of()),
        new WorkerSettings(
            EngineChoice.of(engine),
            "cpu",
            threads,
            new Unconfined(),
            Limits.DEFAULT,
            folder,
            folder));
  }

  private static long steps(WorkerProcess worker, int batch, double seconds) {
    Probed probed = (Probed) worker.ask(new Probe(batch, seconds), LONG, progress -> {});
    assertThat(probed.imageSteps()).isPositive();
    return probed.imageSteps() / batch;
  }

  private static double processorSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The process's name comes second, in brackets, and may contain anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }
}
