package dev.gauntlet.harness.plan;

import java.util.Map;

/**
 * What results depend on besides plugins and data.
 *
 * @param engine DJL's name of it
 * @param engineVersion of its native library
 * @param device {@code cpu} or {@code gpu}
 * @param host the SHA-256 of the code that plugins share with the harness
 */
public record Environment(String engine, String engineVersion, String device, String host) {
  Map<String, String> properties() {
    return Map.of("engine", engine, "engineVersion", engineVersion, "device", device, "host", host);
  }
}
