package dev.gauntlet.harness.worker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The workers of a run. Each has a device to itself while it is leased; then it waits for more work
 * of its kind, because starting one costs seconds, until too many wait.
 */
public final class WorkerPool implements AutoCloseable {
  private final WorkerSettings settings;
  private final List<String> devices;
  private final int mostIdle;
  private final Consumer<String> warnings;
  private final List<WorkerProcess> idle = new ArrayList<>();
  private final List<WorkerProcess> leased = new ArrayList<>();
  private final List<String> starting = new ArrayList<>();
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param devices one for each worker that computes at a time; a device may come several times
   * @param mostIdle how many workers may wait; beyond, the one that waited longest is closed
   * @param warnings is told of what plugins left running, one line each
   */
  public WorkerPool(
      WorkerSettings settings, List<String> devices, int mostIdle, Consumer<String> warnings) {
    this.settings = settings;
    this.devices = List.copyOf(devices);
    this.mostIdle = mostIdle;
    this.warnings = warnings;
  }

  /** How its workers are started, whatever the device. */
  public WorkerSettings settings() {
    return settings;
  }

  /** One device for each worker that computes at a time. */
  public List<String> devices() {
    return devices;
  }

  /**
   * A worker of a kind on a free device: one that waits, or a new one. Give it back with {@link
   * #release}, or close it.
   *
   * @throws IllegalStateException if no device is free
   * @throws WorkerException if a new one does not come up
   */
  public WorkerProcess lease(WorkerKind kind) {
    String device;
    synchronized (this) {
      closeDead();
      List<String> free = free();
      Iterator<WorkerProcess> waiting = idle.iterator();
      while (waiting.hasNext()) {
        WorkerProcess worker = waiting.next();
        if (worker.kind().equals(kind) && free.contains(worker.device())) {
          waiting.remove();
          leased.add(worker);
          return worker;
        }
      }
      if (free.isEmpty()) {
        throw new IllegalStateException("more workers are wanted at once than " + devices);
      }
      device = free.get(0);
      starting.add(device);
    }
    WorkerProcess worker = null;
    try {
      worker = WorkerProcess.start(kind, settings.on(device));
      return worker;
    } finally {
      started(device, worker);
    }
  }

  /**
   * A worker beside one at work, which waits for it: it holds no device against others.
   *
   * @throws WorkerException if a new one does not come up
   */
  public WorkerProcess leaseBeside(WorkerKind kind) {
    synchronized (this) {
      closeDead();
      Optional<WorkerProcess> waiting =
          idle.stream().filter(worker -> worker.kind().equals(kind)).findFirst();
      if (waiting.isPresent()) {
        idle.remove(waiting.get());
        return waiting.get();
      }
    }
    return WorkerProcess.start(kind, settings.on(devices.get(0)));
  }

  // One that died while it waited would cost the next question.
  private void closeDead() {
    List<WorkerProcess> dead = idle.stream().filter(worker -> !worker.alive()).toList();
    dead.forEach(WorkerProcess::close);
    idle.removeAll(dead);
  }

  private synchronized void started(String device, WorkerProcess worker) {
    starting.remove(device);
    if (worker != null) {
      leased.add(worker);
    }
  }

  private List<String> free() {
    // Whoever has a worker may close it instead of giving it back.
    leased.removeIf(WorkerProcess::closed);
    List<String> free = new ArrayList<>(devices);
    leased.forEach(worker -> free.remove(worker.device()));
    starting.forEach(free::remove);
    return free;
  }

  /** Takes back a worker that is fit for more. */
  public void release(WorkerProcess worker) {
    WorkerProcess surplus = null;
    synchronized (this) {
      leased.remove(worker);
      if (closed) {
        surplus = worker;
      } else {
        idle.add(worker);
        if (idle.size() > mostIdle) {
          surplus = idle.remove(0);
        }
      }
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  /** A task is done: a worker that may serve no other is closed. */
  public void retire(WorkerKind kind) {
    if (!kind.servesOneTask()) {
      return;
    }
    List<WorkerProcess> retired;
    synchronized (this) {
      retired = idle.stream().filter(worker -> worker.kind().equals(kind)).toList();
      idle.removeAll(retired);
    }
    for (WorkerProcess worker : retired) {
      int strays = worker.strays();
      if (strays > 0) {
        warnings.accept(
            "%s left %s running when a task was done, ended with its worker"
                .formatted(jars(kind), strays == 1 ? "a process" : strays + " processes"));
      }
      worker.close();
    }
  }

  private static String jars(WorkerKind kind) {
    return kind.jars().stream()
        .map(jar -> jar.getFileName().toString())
        .collect(Collectors.joining(" or "));
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(WorkerProcess::close);
    idle.clear();
  }
}
