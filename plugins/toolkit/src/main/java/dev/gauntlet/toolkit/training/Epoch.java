package dev.gauntlet.toolkit.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A point of the training curve.
 *
 * @param number from 1
 * @param loss mean over the epoch's steps
 * @param clean accuracy on held-out images
 * @param robust accuracy on held-out images under the training's own attack, where it has one
 * @param watched other measures on held-out images, by name
 */
public record Epoch(
    int number, double loss, double clean, OptionalDouble robust, Map<String, Double> watched) {
  public Epoch {
    watched = Collections.unmodifiableMap(new LinkedHashMap<>(watched));
  }

  /**
   * What decides which epoch is kept: the loss on held-out images where it is measured, else robust
   * accuracy where there is one, with clean accuracy to break ties.
   */
  double merit() {
    if (watched.containsKey(Measures.HELD_OUT_LOSS)) {
      return -watched.get(Measures.HELD_OUT_LOSS);
    }
    return robust.orElse(0) + (robust.isPresent() ? 1e-3 : 1) * clean;
  }

  /** The point as plain values, for a checkpoint's provenance. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", number);
    map.put("loss", loss);
    map.put("cleanAccuracy", clean);
    robust.ifPresent(value -> map.put("robustAccuracy", value));
    map.putAll(watched);
    return map;
  }
}
