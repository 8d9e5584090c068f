package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Suite;
import picocli.CommandLine.Option;

/** How much is computed at once, and what that may use. */
final class LimitOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Images at once (default: ${DEFAULT-VALUE}). A finished batch is kept, whatever becomes of"
              + " the others.")
  private int batch = Suite.DEFAULT_BATCH;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description =
          "Time for 100 images, in proportion for smaller batches (default: ${DEFAULT-VALUE}). What an"
              + " attack reported before it was stopped counts; the other images of its batch stay"
              + " clean and are called unfinished.")
  private double seconds = Limits.DEFAULT.secondsPer100Images();

  @Option(
      names = "--memory-limit",
      paramLabel = "BYTES",
      converter = Bytes.Converter.class,
      description = "Memory that a worker may hold in all, for example 4g (default: 6g).")
  private Bytes memory = new Bytes(Limits.DEFAULT.residentBytes());

  /**
   * Images at once.
   *
   * @throws GauntletException if below 1
   */
  int batch() {
    if (batch < 1) {
      throw new GauntletException("--batch must be at least 1, got " + batch);
    }
    return batch;
  }

  /**
   * The limits of the workers.
   *
   * @throws GauntletException if one is not above 0
   */
  Limits limits() {
    if (!(seconds > 0) || Double.isInfinite(seconds)) {
      throw new GauntletException("--time-limit must be above 0, got " + seconds);
    }
    if (memory.count() < 1) {
      throw new GauntletException("--memory-limit must be above 0");
    }
    Limits usual = Limits.DEFAULT;
    return new Limits(
        seconds,
        usual.secondsToStart(),
        usual.heapBytes(),
        memory.count(),
        usual.outputBytes(),
        usual.processes());
  }
}
