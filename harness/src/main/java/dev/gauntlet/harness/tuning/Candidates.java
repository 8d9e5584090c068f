package dev.gauntlet.harness.tuning;

import dev.gauntlet.harness.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.List;

/** Which numbers of workers and which batches are worth a trial. */
public final class Candidates {
  private static final int MOST = 4;

  /** What a worker with a small network holds, and what wait idle besides. */
  private static final long BYTES_EACH = 1L << 30;

  private static final List<Integer> CPU_BATCHES = List.of(32, 256);
  private static final List<Integer> GPU_BATCHES = List.of(256, 1000);

  private Candidates() {}

  /**
   * What is taken unmeasured: one worker a processor, since workers wait less for each other than
   * the threads of one do, and the batch of suites that name none elsewhere.
   *
   * @param gpus a worker each; 0 where the processors compute
   */
  public static Arrangement unmeasured(int gpus, int processors, long memoryBytes) {
    int workers = gpus > 0 ? gpus : workers(processors, memoryBytes).get(0);
    return new Arrangement(
        workers, WorkerSettings.threadsEach(processors, workers), Measurement.USUAL_BATCH);
  }

  /** One worker a processor, then half as many, and so on: at most four. */
  static List<Integer> workers(int processors, long memoryBytes) {
    long room = Math.max(1, memoryBytes / BYTES_EACH);
    List<Integer> numbers = new ArrayList<>();
    for (int n = (int) Math.min(processors, room); n >= 1 && numbers.size() < MOST; n /= 2) {
      numbers.add(n);
    }
    return numbers;
  }

  /** The batches that are tried beside the usual one. */
  static List<Integer> batches(boolean gpu) {
    return gpu ? GPU_BATCHES : CPU_BATCHES;
  }
}
