package dev.gauntlet.harness.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a measurement cannot be believed: something else ran while it was made. */
public final class Disturbance {
  /**
   * Arrangements next to each other differ by less where nothing else runs: half the workers with
   * twice the threads, or a batch about three times as large.
   */
  static final double MOST = 2;

  private Disturbance() {}

  /** The reason, in a clause; empty where there is none. */
  public static Optional<String> of(Measurement measurement, Load load) {
    return load.exceedsProcessors() ? Optional.of(load.toString()) : of(measurement);
  }

  /** The same by its rates alone. */
  public static Optional<String> of(Measurement measurement) {
    List<Rate> crews =
        measurement.rates().stream()
            .filter(rate -> rate.arrangement().batch() == Measurement.USUAL_BATCH)
            .toList();
    int workers = measurement.best().workers();
    List<Rate> batches =
        measurement.rates().stream()
            .filter(rate -> rate.arrangement().workers() == workers)
            .sorted(Comparator.comparing(rate -> rate.arrangement().batch()))
            .toList();
    boolean gpu = measurement.subject().device().startsWith("gpu");
    return contradiction(crews, false).or(() -> contradiction(batches, gpu));
  }

  private static Optional<String> contradiction(List<Rate> neighbours, boolean growing) {
    for (int i = 1; i < neighbours.size(); i++) {
      Rate first = neighbours.get(i - 1);
      Rate second = neighbours.get(i);
      // A GPU may take no longer for a batch of any size.
      double honest =
          growing ? (double) second.arrangement().batch() / first.arrangement().batch() : 1;
      double growth = second.imageSteps() / first.imageSteps();
      if (!(growth <= Math.max(MOST, honest) && growth >= 1 / MOST)) {
        return Optional.of(words(first) + " but " + words(second));
      }
    }
    return Optional.empty();
  }

  private static String words(Rate rate) {
    Arrangement arrangement = rate.arrangement();
    return String.format(
        Locale.ROOT,
        "%d x %d threads with batches of %d did %.0f images x steps/s",
        arrangement.workers(),
        arrangement.threads(),
        arrangement.batch(),
        rate.imageSteps());
  }
}
