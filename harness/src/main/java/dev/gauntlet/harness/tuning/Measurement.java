package dev.gauntlet.harness.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * How fast a machine was with one arrangement and another.
 *
 * @param subject what was measured
 * @param taken when, as ISO-8601 has it
 * @param seconds that it took
 * @param rates at least one
 */
public record Measurement(Subject subject, String taken, double seconds, List<Rate> rates) {
  /** The batch with which the numbers of workers are compared. */
  public static final int USUAL_BATCH = 100;

  /** Differences below this share are noise on a machine that does other things too. */
  static final double NOISE = 0.05;

  public Measurement {
    rates = List.copyOf(rates);
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /**
   * The fastest arrangement. Within the noise, the most workers win over fewer with more threads,
   * because they also wait less for each other and for the harness, and the usual batch over
   * others.
   */
  public Arrangement best() {
    List<Rate> usual =
        rates.stream().filter(rate -> rate.arrangement().batch() == USUAL_BATCH).toList();
    Arrangement crew =
        preferred(
            usual.isEmpty() ? rates : usual,
            Comparator.comparing(arrangement -> arrangement.workers()));
    List<Rate> batches =
        rates.stream()
            .filter(rate -> rate.arrangement().workers() == crew.workers())
            .filter(rate -> rate.arrangement().threads() == crew.threads())
            .toList();
    Function<Arrangement, Boolean> isUsual = arrangement -> arrangement.batch() == USUAL_BATCH;
    return preferred(batches, Comparator.comparing(isUsual));
  }

  private static Arrangement preferred(List<Rate> rates, Comparator<Arrangement> preference) {
    Comparator<Rate> speed = Comparator.comparing(Rate::imageSteps);
    Rate fastest = rates.stream().max(speed).orElseThrow();
    Rate favourite =
        rates.stream()
            .max(Comparator.comparing(Rate::arrangement, preference).thenComparing(speed))
            .orElseThrow();
    boolean closeEnough = favourite.imageSteps() >= (1 - NOISE) * fastest.imageSteps();
    return (closeEnough ? favourite : fastest).arrangement();
  }
}
