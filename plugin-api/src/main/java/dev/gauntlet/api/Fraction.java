package dev.gauntlet.api;

import java.util.Optional;

/** Reads numbers as the field writes them: {@code 0.3} or {@code 8/255}. */
public final class Fraction {
  private Fraction() {}

  /**
   * Reads a decimal or a fraction.
   *
   * @return the number, or empty if the text is neither a finite decimal nor a fraction of two
   */
  public static Optional<Double> parse(String text) {
    int slash = text.indexOf('/');
    try {
      double value =
          slash < 0
              ? Double.parseDouble(text.strip())
              : Double.parseDouble(text.substring(0, slash).strip())
                  / Double.parseDouble(text.substring(slash + 1).strip());
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
