package dev.gauntlet.engines;

import java.util.Locale;

/**
 * An answer of an engine that is wrong.
 *
 * @param operation which operator, with its sizes
 * @param quantity what is wrong
 * @param error the largest difference from the known answer that was seen; NaN where the engine's
 *     answer is not a number
 * @param scale the largest absolute value of the known answer
 */
public record Mismatch(String operation, Quantity quantity, double error, double scale) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s of %s: off by %.2g, where values reach %.2g",
        quantity.words(),
        operation,
        error,
        scale);
  }
}
