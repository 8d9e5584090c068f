package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Path;

/**
 * How all workers of a run are started.
 *
 * @param device as DJL calls it: {@code cpu}, {@code gpu0}
 * @param threads that the engine of each may use
 * @param limits what each may use of time and memory
 * @param logs the directory for their logs
 * @param scratch a directory for whatever files they leave, cleared by whoever made it
 */
public record WorkerSettings(
    EngineChoice engine, String device, int threads, Limits limits, Path logs, Path scratch) {
  public WorkerSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Whether a device, by DJL's name, is a GPU. */
  public static boolean isGpu(String device) {
    return !device.equals("cpu");
  }

  /** The same on a device, for one of so many workers. */
  public WorkerSettings on(String other, int workers) {
    return new WorkerSettings(engine, other, threadsEach(workers), limits, logs, scratch);
  }

  /** The same on another device. */
  WorkerSettings on(String other) {
    return new WorkerSettings(engine, other, threads, limits, logs, scratch);
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
