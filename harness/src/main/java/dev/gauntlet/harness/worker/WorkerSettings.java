package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Path;

/**
 * How all workers of a run are started.
 *
 * @param device as DJL calls it: {@code cpu}, {@code gpu0}
 * @param threads that the engine of each may use
 * @param isolation what keeps them apart from the machine
 * @param limits what each may use of time, memory and disk
 * @param logs the directory for their logs
 * @param scratch a directory for their desks, on the file system of the store
 */
public record WorkerSettings(
    EngineChoice engine,
    String device,
    int threads,
    Isolation isolation,
    Limits limits,
    Path logs,
    Path scratch) {
  public WorkerSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Whether a device, by DJL's name, is a GPU. */
  public static boolean isGpu(String device) {
    return !device.equals("cpu");
  }

  /** Whether models run on a GPU. */
  boolean onGpu() {
    return isGpu(device);
  }

  /** The same on a device, for one of so many workers. */
  public WorkerSettings on(String other, int workers) {
    return with(other, threadsEach(workers), isolation);
  }

  /** The same on another device. */
  WorkerSettings on(String other) {
    return with(other, threads, isolation);
  }

  /** The same without isolation, for workers that run no submission. */
  WorkerSettings unconfined() {
    return with(device, threads, new Unconfined());
  }

  private WorkerSettings with(String otherDevice, int otherThreads, Isolation otherIsolation) {
    return new WorkerSettings(
        engine, otherDevice, otherThreads, otherIsolation, limits, logs, scratch);
  }

  /** The processors of this machine, shared evenly among so many workers. */
  public static int threadsEach(int workers) {
    return threadsEach(Runtime.getRuntime().availableProcessors(), workers);
  }

  /** So many processors, shared evenly among so many workers: at least one each. */
  public static int threadsEach(int processors, int workers) {
    return Math.max(1, processors / workers);
  }
}
