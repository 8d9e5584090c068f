package dev.gauntlet.engines;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an engine makes of an operator. */
final class Answers {
  private final Map<Quantity, float[]> values = new EnumMap<>(Quantity.class);

  /**
   * An engine's answers.
   *
   * @param output row-major
   * @param gradients of Σ output · weighting with respect to each operand, row-major
   */
  Answers(float[] output, List<float[]> gradients) {
    values.put(Quantity.OUTPUT, output);
    for (int operand = 0; operand < gradients.size(); operand++) {
      values.put(Quantity.gradient(operand), gradients.get(operand));
    }
  }

  /** The values of a quantity. */
  float[] of(Quantity quantity) {
    return values.get(quantity);
  }
}
