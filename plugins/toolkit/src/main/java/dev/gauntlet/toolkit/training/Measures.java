package dev.gauntlet.toolkit.training;

import dev.gauntlet.toolkit.gradient.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What is measured on held-out images after every epoch, besides clean accuracy.
 *
 * @param robust accuracy under the training's own attack, which decides the epoch that is kept;
 *     without it clean accuracy does
 * @param watched other measures, by the names under which they stand in the curve; they decide
 *     nothing, except {@link #judgedByLoss}
 */
public record Measures(
    Optional<ToDoubleFunction<Network>> robust, Map<String, ToDoubleFunction<Network>> watched) {
  /** The name under which the loss on held-out images stands in the curve. */
  static final String HELD_OUT_LOSS = "heldOutLoss";

  /** Clean accuracy alone. */
  public static final Measures CLEAN = new Measures(Optional.empty(), Map.of());

  public Measures {
    watched = Collections.unmodifiableMap(new LinkedHashMap<>(watched));
  }

  /** With the accuracy under the training's own attack. */
  public static Measures robust(ToDoubleFunction<Network> robust) {
    return new Measures(Optional.of(robust), Map.of());
  }

  /**
   * One accuracy more.
   *
   * @param name for example {@code ifgsm10Accuracy}
   */
  public Measures watching(String name, ToDoubleFunction<Network> accuracy) {
    Map<String, ToDoubleFunction<Network>> more = new LinkedHashMap<>(watched);
    more.put(name, accuracy);
    return new Measures(robust, more);
  }

  /** The loss on held-out images, which then decides the epoch that is kept: the lowest. */
  public Measures judgedByLoss(ToDoubleFunction<Network> loss) {
    return watching(HELD_OUT_LOSS, loss);
  }

  Epoch epoch(int number, double loss, double clean, Network network) {
    Map<String, Double> seen = new LinkedHashMap<>();
    watched.forEach((name, accuracy) -> seen.put(name, accuracy.applyAsDouble(network)));
    OptionalDouble accuracy =
        robust.isPresent()
            ? OptionalDouble.of(robust.get().applyAsDouble(network))
            : OptionalDouble.empty();
    return new Epoch(number, loss, clean, accuracy, seen);
  }
}
