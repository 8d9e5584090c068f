package dev.gauntlet.harness.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * What results depend on besides plugins and data.
 *
 * @param engine DJL's name of it
 * @param engineVersion of its native library
 * @param device {@code cpu} or {@code gpu}
 * @param host the SHA-256 of the code that plugins share with the harness
 * @param kernels variables that decide how the engine computes; usually none
 */
public record Environment(
    String engine, String engineVersion, String device, String host, Map<String, String> kernels) {
  public Environment {
    kernels = Map.copyOf(kernels);
  }

  /** The variables are named only where there are some: most machines need none. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(kernels);
    properties.putAll(
        Map.of("engine", engine, "engineVersion", engineVersion, "device", device, "host", host));
    return properties;
  }
}
