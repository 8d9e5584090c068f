package dev.gauntlet.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where DJL keeps the native libraries that it unpacks. */
public final class EngineCache {
  private EngineCache() {}

  /** The folder that an environment names, or {@code .djl.ai} in the user's home. */
  public static Path folder(Map<String, String> environment) {
    for (String variable : List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR")) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return Path.of(value).toAbsolutePath();
      }
    }
    return Path.of(System.getProperty("user.home"), ".djl.ai").toAbsolutePath();
  }
}
