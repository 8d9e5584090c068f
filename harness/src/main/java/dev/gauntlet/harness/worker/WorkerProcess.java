package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.isolation.Confined;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.suite.Limits;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The harness's end of the line to one worker. For one thread at a time. */
public final class WorkerProcess implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();

  /** How a JVM ends that is told to end when its heap is full. */
  private static final int OUT_OF_HEAP_CODE = 3;

  private static final String OUT_OF_HEAP = "java.lang.OutOfMemoryError";

  /** How long ended processes may take to be gone, on a busy machine. */
  private static final Duration DEATH = Duration.ofSeconds(60);

  /** How long a JVM that crashes may take to describe it, on a busy machine. */
  private static final Duration CRASH = Duration.ofSeconds(30);

  /** How long after its time a worker is ended if whoever asks cannot look at the clock. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final WorkerKind kind;
  private final WorkerSettings settings;
  private final Desk desk;
  private final Confined confined;
  private final Process process;
  private final BufferedWriter requests;
  private final ReplyReader replies;
  private final WorkerLog log;
  private volatile long[] own = {};
  private volatile Excess excess;
  private volatile Optional<Deadline> deadline = Optional.empty();
  private volatile boolean closed;

  /** When a question must have been answered. */
  private record Deadline(long nanoTime, Duration limit) {
    static Deadline in(Duration limit) {
      return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    Duration left() {
      return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    String passed() {
      return "the worker did not answer within " + limit.toMillis() / 1000.0 + " seconds";
    }
  }

  private WorkerProcess(
      WorkerKind kind,
      WorkerSettings settings,
      Desk desk,
      Confined confined,
      Process process,
      Path log) {
    this.kind = kind;
    this.settings = settings;
    this.desk = desk;
    this.confined = confined;
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
    EngineLibraries.unpack(settings);
    WorkerProcess worker = launch(kind, settings);
    try {
      Start start =
          new Start(
              kind.loaded().stream().map(Path::toString).toList(),
              settings.engine().name(),
              settings.device());
      Duration limit = seconds(settings.limits().secondsToStart());
      if (worker.ask(start, limit, progress -> {}) instanceof Failed failed) {
        throw worker.failure(Reason.DIED, failed.error());
      }
      worker.own = worker.processes();
      return worker;
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private static WorkerProcess launch(WorkerKind kind, WorkerSettings settings) {
    Desk desk = Desk.in(settings.scratch());
    WorkerCommand command = new WorkerCommand(kind, settings, desk);
    Path log =
        settings
            .logs()
            .resolve(
                String.format(
                    Locale.ROOT,
                    "worker-%d-%s.log",
                    STARTED.incrementAndGet(),
                    kind.role().word()));
    try {
      Process process = LiveWorkers.start(command.builder());
      WorkerProcess worker =
          new WorkerProcess(kind, settings, desk, command.confined(), process, log);
      LiveWorkers.add(worker);
      return worker;
    } catch (IOException e) {
      desk.clear();
      throw new StoreException("cannot start a worker process: " + e.getMessage(), e);
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

  /** Over which files are exchanged with it. */
  public Desk desk() {
    return desk;
  }

  /** Of the process that was started; with an isolation that is not the worker itself. */
  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  boolean closed() {
    return closed;
  }

  /** How many processes run that its plugins have started. */
  int strays() {
    return Math.max(0, processes().length - own.length);
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
    return converse(
        request,
        limit,
        interim -> {
          progress.accept(interim);
          return Optional.empty();
        });
  }

  /**
   * Sends a request, answers what the worker asks back, and waits for the final reply.
   *
   * @param limit how long
   * @param answers is told of everything before the final reply; what it returns is sent
   * @throws WorkerException if there is none; the worker must then be closed
   */
  public Reply converse(
      Request request, Duration limit, Function<Interim, Optional<Request>> answers) {
    log.clear();
    Deadline due = Deadline.in(limit);
    deadline = Optional.of(due);
    try {
      return converse(request, due, answers);
    } finally {
      deadline = Optional.empty();
    }
  }

  private Reply converse(
      Request request, Deadline due, Function<Interim, Optional<Request>> answers) {
    Nonce nonce = Nonce.random();
    send(nonce, request);
    while (true) {
      ReplyReader.Line line = next(due);
      if (line.end()) {
        throw died();
      }
      checkMemory();
      Optional<Reply> reply = nonce.open(line.text()).flatMap(ReplyReader::parse);
      if (reply.isEmpty()) {
        throw rubbish(line.text());
      }
      if (!(reply.get() instanceof Interim interim)) {
        return reply.get();
      }
      answers.apply(interim).ifPresent(answer -> send(nonce, answer));
    }
  }

  private void send(Nonce nonce, Request request) {
    try {
      requests.write(nonce.stamp(Json.mapper().writeValueAsString(request)));
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw died();
    }
  }

  /** Kills the worker and whatever it has started, and clears its desk. */
  @Override
  public void close() {
    closed = true;
    LiveWorkers.remove(this);
    end();
    desk.clear();
  }

  /** Kills the worker and whatever it has started; what lies on its desk can still be taken. */
  public void end() {
    kill();
    try {
      // The desk can be looked at and cleared only once nobody writes on it any more.
      process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it if it uses more than it may; called from another thread, again and again. */
  void inspect(ProcessTable table) {
    if (excess == null && process.isAlive()) {
      Limits limits = settings.limits();
      ProcessTable.Tree tree = table.tree(process.pid());
      Excess.of(
              limits,
              tree.processes() - own.length,
              tree.residentBytes(),
              Math.max(desk.written(limits.outputBytes()), log.printed()))
          .or(this::overdue)
          .ifPresent(this::end);
    }
  }

  // Whoever asks may not get to look at the clock: a worker need not even read the question.
  private Optional<Excess> overdue() {
    return deadline
        .filter(due -> due.left().plus(GRACE).isNegative())
        .map(due -> new Excess(Reason.TIMED_OUT, due.passed()));
  }

  private void end(Excess found) {
    excess = found;
    kill();
  }

  private void kill() {
    if (!confined.ending().isEmpty()) {
      try {
        new ProcessBuilder(confined.ending())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException e) {
        // What follows ends the client, and with it the worker's standard input.
      }
    }
    // While they are being killed, they may start others.
    for (int round = 0; round < 20 && process.isAlive(); round++) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long[] processes() {
    return LongStream.concat(
            LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid))
        .toArray();
  }

  private ReplyReader.Line next(Deadline due) {
    try {
      return replies
          .poll(Math.max(0, due.left().toNanos()), TimeUnit.NANOSECONDS)
          .orElseThrow(() -> failure(Reason.TIMED_OUT, due.passed()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(Reason.DIED, "interrupted while waiting for the worker");
    }
  }

  // A worker that answers quickly would seldom be seen by those who look now and then.
  private void checkMemory() {
    long used = 0;
    for (long pid : own) {
      used += ProcessTable.residentBytes(pid);
    }
    Excess.ofMemory(settings.limits(), used)
        .ifPresent(
            found -> {
              throw failure(found.reason(), found.message());
            });
  }

  private WorkerException died() {
    boolean ended;
    try {
      ended = process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(Reason.DIED, "interrupted while the worker ended");
    }
    if (excess != null) {
      return failure(excess.reason(), excess.message());
    }
    if (!ended) {
      return failure(Reason.DIED, "the worker closed its end of the line");
    }
    if (process.exitValue() == OUT_OF_HEAP_CODE && logTail().contains(OUT_OF_HEAP)) {
      return failure(
          Reason.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "the worker ran out of Java heap, allowed are %d MiB",
              settings.limits().heapBytes() >> 20));
    }
    return failure(Reason.DIED, "the worker ended with " + ExitCode.words(process.exitValue()));
  }

  private WorkerException rubbish(String line) {
    Optional<CrashReport> crash = CrashReport.read(line, this::lineOrEnd);
    if (crash.isPresent()) {
      return new WorkerException(
          Reason.DIED,
          "the worker crashed in native code: " + crash.get().cause(),
          crash.get().text());
    }
    return failure(
        Reason.RUBBISH,
        "the worker answered with something that is no reply: " + ReplyReader.excerpt(line));
  }

  private String lineOrEnd() {
    try {
      return replies
          .poll(CRASH.toMillis(), TimeUnit.MILLISECONDS)
          .map(ReplyReader.Line::text)
          .orElse("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private WorkerException failure(Reason reason, String message) {
    return new WorkerException(reason, message, logTail());
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
