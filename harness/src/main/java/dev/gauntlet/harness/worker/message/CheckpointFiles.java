package dev.gauntlet.harness.worker.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A finished checkpoint.
 *
 * @param directory its path
 * @param origin what to call it in a message
 * @param parameters with which it was trained, complete
 */
public record CheckpointFiles(String directory, String origin, Map<String, Object> parameters) {
  public CheckpointFiles {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
