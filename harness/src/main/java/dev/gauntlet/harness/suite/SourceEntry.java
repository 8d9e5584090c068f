package dev.gauntlet.harness.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that a transfer attack takes its gradients from.
 *
 * @param defense the id of an installed defense
 * @param seed of its training: another than the suite's makes it another model
 * @param parameters those that differ from the defense's defaults, unchecked
 */
public record SourceEntry(String defense, long seed, Map<String, Object> parameters) {
  public SourceEntry {
    Ids.check("source", defense);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
