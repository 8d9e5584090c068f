package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gauntlet.harness.isolation.Program;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.message.Describe;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Ready;
import dev.gauntlet.harness.worker.message.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerProcessIT {
  private static final WorkerKind KIND = new WorkerKind(Role.CLASSIFY, List.of());
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Time enough for a busy machine. */
  private static final Limits LIMITS =
      new Limits(500, LONG.toSeconds(), 2L << 30, 6L << 30, 1L << 30, 16);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mxnet", "pytorch"})
  void aWorkerStartsItsEngine(String engine) {
    try (WorkerProcess worker = WorkerProcess.start(KIND, settings(engine, LIMITS))) {
      assertThat(worker.ask(new Prepare(List.of()), LONG, progress -> {})).isEqualTo(new Ready());
    }
  }

  @Test
  void whatFailsInAWorkerIsAReplyAndTheWorkerLives() {
    try (WorkerProcess worker = WorkerProcess.start(KIND, settings("auto", LIMITS))) {
      for (int i = 0; i < 2; i++) {
        Reply reply = worker.ask(new Describe("/no/such.jar"), LONG, progress -> {});
        assertThat(reply).isInstanceOf(Failed.class);
        assertThat(((Failed) reply).error()).contains("/no/such.jar");
        assertThat(((Failed) reply).trace()).contains("Extensions.load");
      }
    }
  }

  @Test
  void aWorkerThatTakesTooLongIsGivenUp() {
    try (WorkerProcess worker = WorkerProcess.start(KIND, settings("auto", LIMITS))) {
      Probe anHour = new Probe(1, 3600);
      assertThatThrownBy(() -> worker.ask(anHour, Duration.ofMillis(1), progress -> {}))
          .isInstanceOfSatisfying(
              WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
          .hasMessageContaining("0.001 seconds");
    }
  }

  @Test
  void aWorkerThatHoldsTooMuchMemoryIsGivenUp() throws Exception {
    assumeTrue(
        ProcessTable.residentBytes(ProcessHandle.current().pid()) > 0,
        "memory cannot be told here");
    Limits small = new Limits(500, LONG.toSeconds(), 64 << 20, 1 << 20, 1 << 20, 1);
    assertThatThrownBy(
            () -> {
              try (WorkerProcess worker = WorkerProcess.start(KIND, settings("auto", small))) {
                worker.ask(new Prepare(List.of()), LONG, progress -> {});
              }
            })
        .isInstanceOfSatisfying(
            WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_MEMORY))
        .hasMessageContaining("allowed are 1 MiB");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void aWorkerThatDoesNotEvenReadIsGivenUp() throws Exception {
    Optional<Path> kill = Program.find("kill", System.getenv());
    assumeTrue(kill.isPresent(), "there is no kill here");
    try (WorkerProcess worker = WorkerProcess.start(KIND, settings("auto", LIMITS))) {
      String pid = Long.toString(worker.pid());
      assertThat(new ProcessBuilder(kill.get().toString(), "-STOP", pid).start().waitFor())
          .isZero();
      // More than a pipe holds.
      Describe question = new Describe("x".repeat(1 << 20));
      assertThatThrownBy(() -> worker.ask(question, Duration.ofSeconds(1), progress -> {}))
          .isInstanceOfSatisfying(
              WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
          .hasMessageContaining("1.0 seconds");
    }
  }

  @Test
  void aClosedWorkerIsGone() throws Exception {
    WorkerProcess worker = WorkerProcess.start(KIND, settings("auto", LIMITS));
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    worker.close();
    for (ProcessHandle child : children) {
      assertThat(child.onExit()).succeedsWithin(LONG);
    }
    assertThatThrownBy(() -> worker.ask(new Prepare(List.of()), LONG, progress -> {}))
        .isInstanceOf(WorkerException.class);
  }

  private WorkerSettings settings(String engine, Limits limits) {
    return new WorkerSettings(
        EngineChoice.of(engine), "cpu", 1, new Unconfined(), limits, folder, folder);
  }
}
