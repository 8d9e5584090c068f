package dev.gauntlet.harness.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Held-out accuracy by epoch, as a checkpoint's provenance tells it under {@code notes.curve}.
 *
 * @param epochs rising; those with at least one accuracy
 */
record Curve(List<Epoch> epochs) {
  private static final String NOTES = "notes";
  private static final String CURVE = "curve";

  /** Shares of held-out images: on clean ones, and under the training's own attack. */
  record Epoch(int number, OptionalDouble clean, OptionalDouble robust) {}

  Curve {
    epochs = List.copyOf(epochs);
  }

  /** What provenance tells; without epochs where it tells nothing. */
  static Curve of(Map<?, ?> provenance) {
    List<Epoch> epochs = new ArrayList<>();
    if (provenance.get(NOTES) instanceof Map<?, ?> notes
        && notes.get(CURVE) instanceof List<?> curve) {
      for (Object entry : curve) {
        if (entry instanceof Map<?, ?> point && point.get("epoch") instanceof Number number) {
          epochs.add(
              new Epoch(
                  number.intValue(),
                  share(point.get("cleanAccuracy")),
                  share(point.get("robustAccuracy"))));
        }
      }
    }
    epochs.removeIf(epoch -> epoch.clean().isEmpty() && epoch.robust().isEmpty());
    epochs.sort(Comparator.comparingInt(Epoch::number));
    return new Curve(epochs);
  }

  private static OptionalDouble share(Object value) {
    return value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** The epochs in which something was measured. */
  List<Epoch> measured(Function<Epoch, OptionalDouble> accuracy) {
    return epochs.stream().filter(epoch -> accuracy.apply(epoch).isPresent()).toList();
  }
}
