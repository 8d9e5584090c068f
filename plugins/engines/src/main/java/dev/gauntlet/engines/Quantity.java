package dev.gauntlet.engines;

import java.util.List;

/** What an engine is asked about an operator. */
public enum Quantity {
  OUTPUT("output"),
  INPUT_GRADIENT("gradient of the input"),
  WEIGHT_GRADIENT("gradient of the weights"),
  BIAS_GRADIENT("gradient of the bias");

  private static final List<Quantity> GRADIENTS =
      List.of(INPUT_GRADIENT, WEIGHT_GRADIENT, BIAS_GRADIENT);

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  /** The gradient of an operand, counted from 0. */
  static Quantity gradient(int operand) {
    return GRADIENTS.get(operand);
  }

  /** For messages. */
  public String words() {
    return words;
  }
}
