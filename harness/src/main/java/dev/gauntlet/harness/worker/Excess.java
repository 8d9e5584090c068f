package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import java.util.Locale;
import java.util.Optional;

/**
 * More than a limit allows.
 *
 * @param message for whoever reads the cell
 */
record Excess(Reason reason, String message) {
  /**
   * Compares what a worker uses with its limits.
   *
   * @param processes that its plugins have started
   * @param residentBytes of the memory that all its processes hold
   * @param writtenBytes to files, or printed
   */
  static Optional<Excess> of(Limits limits, int processes, long residentBytes, long writtenBytes) {
    // Memory comes after processes: what these share is counted for each of them.
    if (processes > limits.processes()) {
      return Optional.of(
          new Excess(
              Reason.TOO_MANY_PROCESSES,
              String.format(
                  Locale.ROOT,
                  "the submission started %d processes, allowed are %d",
                  processes,
                  limits.processes())));
    }
    return ofMemory(limits, residentBytes)
        .or(
            () ->
                writtenBytes > limits.outputBytes()
                    ? Optional.of(
                        new Excess(
                            Reason.TOO_MUCH_OUTPUT,
                            String.format(
                                Locale.ROOT,
                                "the submission wrote more than the %d MiB that it may",
                                limits.outputBytes() >> 20)))
                    : Optional.empty());
  }

  /** Compares the memory alone. */
  static Optional<Excess> ofMemory(Limits limits, long residentBytes) {
    return residentBytes > limits.residentBytes()
        ? Optional.of(
            new Excess(
                Reason.OUT_OF_MEMORY,
                String.format(
                    Locale.ROOT,
                    "the worker holds %d MiB of memory, allowed are %d MiB",
                    residentBytes >> 20,
                    limits.residentBytes() >> 20)))
        : Optional.empty();
  }
}
