package dev.gauntlet.harness.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Runs jobs on a few threads: each is opened when those it waits for are closed, its units run side
 * by side, and earlier jobs come first, so that workers started for one are used up before others
 * are started.
 */
final class Scheduler {
  private final int slots;
  private final PriorityQueue<Step> ready =
      new PriorityQueue<>(Comparator.comparing(Step::rank).thenComparing(Step::unit));
  private final Map<Job, Progress> jobs = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private int unfinished;
  private int nextRank;
  private RuntimeException failure;

  /**
   * A scheduler.
   *
   * @param slots how many units run at once
   */
  Scheduler(int slots) {
    this.slots = slots;
  }

  /**
   * Adds a job.
   *
   * @param before those it waits for, added already
   */
  void add(Job job, List<? extends Job> before) {
    Progress progress = new Progress(nextRank++, before.size());
    jobs.put(job, progress);
    before.forEach(earlier -> jobs.get(earlier).waiting.add(job));
    unfinished++;
    if (before.isEmpty()) {
      ready.add(new Step(progress.rank, 0, () -> open(job)));
    }
  }

  /** Runs all jobs to their end, or to the first failure of the harness itself, which it throws. */
  void run() {
    for (int i = 0; i < slots; i++) {
      threads.add(new Thread(this::work, "slot-" + (i + 1)));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running", e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private record Step(int rank, int unit, Runnable action) {}

  private static final class Progress {
    private final int rank;
    private final List<Job> waiting = new ArrayList<>();
    private int blockers;
    private int units;

    Progress(int rank, int blockers) {
      this.rank = rank;
      this.blockers = blockers;
    }
  }

  private void work() {
    for (Step step = take(); step != null; step = take()) {
      try {
        step.action().run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
  }

  private synchronized Step take() {
    try {
      while (failure == null && unfinished > 0 && ready.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return failure == null && unfinished > 0 ? ready.poll() : null;
  }

  private void open(Job job) {
    int units = job.open();
    if (units == 0) {
      close(job);
      return;
    }
    synchronized (this) {
      Progress progress = jobs.get(job);
      progress.units = units;
      for (int unit = 0; unit < units; unit++) {
        int number = unit;
        ready.add(new Step(progress.rank, number, () -> run(job, number)));
      }
      notifyAll();
    }
  }

  private void run(Job job, int unit) {
    job.run(unit);
    boolean last;
    synchronized (this) {
      last = --jobs.get(job).units == 0;
    }
    if (last) {
      close(job);
    }
  }

  private void close(Job job) {
    job.close();
    synchronized (this) {
      unfinished--;
      for (Job next : jobs.get(job).waiting) {
        Progress progress = jobs.get(next);
        if (--progress.blockers == 0) {
          ready.add(new Step(progress.rank, 0, () -> open(next)));
        }
      }
      notifyAll();
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure =
          cause instanceof RuntimeException e
              ? e
              : new IllegalStateException("the harness itself failed: " + cause, cause);
      // Nobody waits any more for what the other slots are at.
      threads.forEach(Thread::interrupt);
    }
    notifyAll();
  }
}
