package dev.gauntlet.toolkit.gradient;

import java.util.OptionalDouble;

/**
 * What a {@link GradientCheck} found.
 *
 * @param medianError the median of the probes' relative errors, of the kind of direction that is
 *     worst; 0 is perfect, 1 is a gradient that says nothing, 2 the opposite one. Empty where
 *     nothing could be compared
 * @param probes comparisons of the function with its gradient that count
 * @param setAside comparisons that do not: at a kink of the function, or too flat for float32
 * @param reason one line, for people
 */
public record GradientReport(
    Status status, OptionalDouble medianError, int probes, int setAside, String reason) {

  /** Whether the gradient is that of the function. */
  public enum Status {
    /** It is, within {@link GradientCheck#BOUND}. */
    MATCHES,
    /** It is not, or is zero where the function moves, or is no number. */
    DIFFERS,
    /** Two calls on the same images give different logits: there is no one function to compare. */
    RANDOMIZED,
    /** The function moves too little for float32 to tell. */
    UNDECIDED
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a count is negative or the error is no number from 0 to 2
   */
  public GradientReport {
    if (probes < 0 || setAside < 0) {
      throw new IllegalArgumentException(
          "counts of probes cannot be negative: " + probes + ", " + setAside);
    }
    if (medianError.isPresent()
        && !(medianError.getAsDouble() >= 0 && medianError.getAsDouble() <= 2)) {
      throw new IllegalArgumentException(
          "a median error is from 0 to 2, not " + medianError.getAsDouble());
    }
    if (status == null || reason == null) {
      throw new IllegalArgumentException("a report needs a status and a reason");
    }
  }

  static GradientReport without(Status status, String reason) {
    return new GradientReport(status, OptionalDouble.empty(), 0, 0, reason);
  }
}
