package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Interim;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Request;
import dev.gauntlet.harness.worker.message.Start;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The harness's end of the line to one worker. For one thread at a time. */
public final class WorkerProcess implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();

  /** How often a silent worker's memory is looked at; one that speaks is looked at each time. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final WorkerKind kind;
  private final WorkerSettings settings;
  private final Process process;
  private final BufferedWriter requests;
  private final ReplyReader replies;
  private final WorkerLog log;
  private volatile boolean closed;

  private WorkerProcess(WorkerKind kind, WorkerSettings settings, Process process, Path log) {
    this.kind = kind;
    this.settings = settings;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.replies = new ReplyReader(process.getInputStream(), "replies of " + log.getFileName());
    this.log = new WorkerLog(process.getErrorStream(), log);
  }

  /**
   * Forks a worker and waits until its plugins are loaded.
   *
   * @throws WorkerException if it does not come up
   */
  public static WorkerProcess start(WorkerKind kind, WorkerSettings settings) {
    Path log =
        settings
            .logs()
            .resolve("worker-%d-%s.log".formatted(STARTED.incrementAndGet(), kind.role().word()));
    WorkerProcess worker;
    try {
      Process process = WorkerCommand.of(settings).start();
      LiveProcesses.add(process);
      worker = new WorkerProcess(kind, settings, process, log);
    } catch (IOException e) {
      throw new StoreException("cannot start a worker process: " + e.getMessage(), e);
    }
    try {
      Start start =
          new Start(
              kind.jars().stream().map(Path::toString).toList(),
              settings.engine().name(),
              settings.device());
      Duration limit = seconds(settings.limits().secondsToStart());
      if (worker.ask(start, limit, progress -> {}) instanceof Failed failed) {
        throw worker.failure(Reason.DIED, failed.error());
      }
      return worker;
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  /** What it can serve. */
  public WorkerKind kind() {
    return kind;
  }

  /** Where its models run. */
  public String device() {
    return settings.device();
  }

  /** Of its process. */
  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  boolean closed() {
    return closed;
  }

  /** The last lines that it or its plugins printed during the last request. */
  public String logTail() {
    if (!process.isAlive()) {
      log.join();
    }
    return log.tail();
  }

  /**
   * Sends a request and waits for the final reply.
   *
   * @param limit how long
   * @param progress is told of everything before the final reply
   * @throws WorkerException if there is none; the worker must then be closed
   */
  public Reply ask(Request request, Duration limit, Consumer<Interim> progress) {
    log.clear();
    try {
      requests.write(Json.mapper().writeValueAsString(request));
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw died();
    }
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<ReplyReader.Line> line = next(deadline, limit);
      checkMemory();
      if (line.isEmpty()) {
        continue;
      }
      if (line.get().reply() instanceof Interim interim) {
        progress.accept(interim);
      } else if (line.get().reply() != null) {
        return line.get().reply();
      } else if (line.get().end()) {
        throw died();
      } else {
        throw failure(
            Reason.RUBBISH,
            "the worker answered with something that is no reply: " + line.get().rubbish());
      }
    }
  }

  /** Kills the worker and whatever it has started. */
  @Override
  public void close() {
    closed = true;
    LiveProcesses.kill(process);
    LiveProcesses.remove(process);
  }

  private Optional<ReplyReader.Line> next(long deadline, Duration limit) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw failure(
          Reason.TIMED_OUT,
          "the worker did not answer within " + limit.toMillis() / 1000.0 + " seconds");
    }
    try {
      return replies.poll(Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(Reason.DIED, "interrupted while waiting for the worker");
    }
  }

  private void checkMemory() {
    long limit = settings.limits().residentBytes();
    long used = ResidentMemory.of(process.pid()).orElse(0);
    if (used > limit) {
      throw failure(
          Reason.OUT_OF_MEMORY,
          "the worker holds %d MiB of memory, allowed are %d MiB"
              .formatted(used >> 20, limit >> 20));
    }
  }

  private WorkerException died() {
    try {
      boolean ended = process.waitFor(5, TimeUnit.SECONDS);
      return failure(
          Reason.DIED,
          ended
              ? "the worker ended with exit code " + process.exitValue()
              : "the worker closed its end of the line");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(Reason.DIED, "interrupted while the worker ended");
    }
  }

  private WorkerException failure(Reason reason, String message) {
    return new WorkerException(reason, message, logTail());
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
