package dev.gauntlet.harness.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that somebody asks for.
 *
 * @param method the id of an installed defense or preparation
 * @param architecture one that it supports
 * @param seed of the training
 * @param parameters those that differ from the method's defaults, unchecked
 */
public record TrainingOrder(
    String method, String architecture, long seed, Map<String, Object> parameters) {
  public TrainingOrder {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
