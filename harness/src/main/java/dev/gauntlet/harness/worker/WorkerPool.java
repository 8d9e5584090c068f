package dev.gauntlet.harness.worker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Workers that wait for more work of their kind: starting one costs seconds, so each is kept until
 * too many wait.
 */
public final class WorkerPool implements AutoCloseable {
  private final WorkerSettings settings;
  private final int mostIdle;
  private final List<WorkerProcess> idle = new ArrayList<>();
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param mostIdle how many workers may wait; beyond, the one that waited longest is closed
   */
  public WorkerPool(WorkerSettings settings, int mostIdle) {
    this.settings = settings;
    this.mostIdle = mostIdle;
  }

  /** How its workers are started. */
  public WorkerSettings settings() {
    return settings;
  }

  /**
   * A worker of a kind: one that waits, or a new one. Give it back with {@link #release}, or close
   * it.
   *
   * @throws WorkerException if a new one does not come up
   */
  public WorkerProcess lease(WorkerKind kind) {
    synchronized (this) {
      Iterator<WorkerProcess> waiting = idle.iterator();
      while (waiting.hasNext()) {
        WorkerProcess worker = waiting.next();
        if (worker.kind().equals(kind)) {
          waiting.remove();
          return worker;
        }
      }
    }
    return WorkerProcess.start(kind, settings);
  }

  /** Takes back a worker that is fit for more. */
  public void release(WorkerProcess worker) {
    WorkerProcess surplus = null;
    synchronized (this) {
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

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(WorkerProcess::close);
    idle.clear();
  }
}
