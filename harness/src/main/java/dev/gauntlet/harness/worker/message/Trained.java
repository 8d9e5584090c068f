package dev.gauntlet.harness.worker.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training is finished.
 *
 * @param notes what the method noted for the checkpoint's provenance
 */
public record Trained(Map<String, Object> notes) implements Reply {
  public Trained {
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }
}
