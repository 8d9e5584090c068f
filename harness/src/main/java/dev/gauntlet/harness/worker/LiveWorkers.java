package dev.gauntlet.harness.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The workers that run now. All are looked at several times a second, at work or waiting, and ended
 * if they use more than they may; all are killed when the harness ends.
 */
final class LiveWorkers {
  /** For so long a process may be beyond its limits. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final Set<WorkerProcess> ALL = ConcurrentHashMap.newKeySet();

  // Bubblewrap dies with its parent, which for Linux is the thread that started it.
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(task -> daemon(task, "start workers"));

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALL.forEach(WorkerProcess::close), "kill workers"));
    daemon(LiveWorkers::watch, "watch workers").start();
  }

  private LiveWorkers() {}

  /** Starts a process that may outlive the thread that asks for it. */
  static Process start(ProcessBuilder command) throws IOException {
    try {
      return STARTER.submit(command::start).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a worker was started", e);
    }
  }

  static void add(WorkerProcess worker) {
    ALL.add(worker);
  }

  static void remove(WorkerProcess worker) {
    ALL.remove(worker);
  }

  private static void watch() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        if (!ALL.isEmpty()) {
          ProcessTable table = ProcessTable.now();
          ALL.forEach(worker -> worker.inspect(table));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
