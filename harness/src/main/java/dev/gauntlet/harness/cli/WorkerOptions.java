package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.tuning.Arrangement;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How many workers compute at once. */
final class WorkerOptions {
  private static final String AUTO = "auto";

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = AUTO,
      description =
          "How many workers compute at once; they share the processors evenly. auto takes what was"
              + " fastest when this machine was measured, which the first run does; 'harness"
              + " doctor' shows the figures. On GPUs there is one worker for each of --devices"
              + " (default: ${DEFAULT-VALUE}).")
  private String workers;

  /**
   * Looks at the option itself, before anything is done for it.
   *
   * @throws GauntletException if it is no number, or not one that the devices allow
   */
  void check(Placement placement) {
    int places = placement.devices().size();
    int wanted = asked().orElse(places);
    if (placement.onGpus() && wanted != places) {
      throw new GauntletException(
          String.format(
              Locale.ROOT,
              "--workers %d: on GPUs there is one worker for each of --devices, which are %s; name"
                  + " one twice to have two on it",
              wanted,
              String.join(",", placement.devices())));
    }
  }

  /**
   * The workers of a run. Measures the machine if it must be known and is not.
   *
   * @param suitesBatch the batch that the suite asks for; where it asks for none, the fastest is
   *     taken
   * @param say is told of a measurement
   */
  Crew crew(Placement placement, OptionalInt suitesBatch, Path home, Consumer<String> say) {
    OptionalInt asked = asked();
    boolean known = asked.isPresent() || placement.onGpus();
    if (known && suitesBatch.isPresent()) {
      return new Crew(devices(placement, asked.orElse(1)), OptionalInt.empty());
    }
    Arrangement best = new Tuning(placement, home).arrangement(say);
    return new Crew(
        devices(placement, asked.orElse(best.workers())),
        suitesBatch.isPresent() ? OptionalInt.empty() : OptionalInt.of(best.batch()));
  }

  private static List<String> devices(Placement placement, int workers) {
    return placement.onGpus()
        ? placement.devices()
        : Collections.nCopies(workers, placement.devices().get(0));
  }

  private OptionalInt asked() {
    if (workers.equals(AUTO)) {
      return OptionalInt.empty();
    }
    if (!workers.matches("\\d{1,4}") || Integer.parseInt(workers) < 1) {
      throw new GauntletException("--workers must be auto or a number from 1, got " + workers);
    }
    return OptionalInt.of(Integer.parseInt(workers));
  }
}
